#include "workflow/reports/service_standard.h"

#include <fmt/format.h>

#include <map>

#include "workflow/reports/table_maker.h"

namespace loket::reports {
namespace {

constexpr auto kSource = "Sumber: buku SOP Dinas dan peraturan yang disebut pada dasar hukum.";

}  // namespace

const std::string& component_name(const std::string& component) {
    static const std::map<std::string, std::string> kNames = {
        {"dasar_hukum", "Dasar hukum"},
        {"persyaratan", "Persyaratan"},
        {"prosedur", "Sistem, mekanisme, dan prosedur"},
        {"jangka_waktu", "Jangka waktu penyelesaian"},
        {"biaya", "Biaya atau tarif"},
        {"produk", "Produk pelayanan"},
        {"sarana", "Sarana, prasarana, dan fasilitas"},
        {"kompetensi", "Kompetensi pelaksana"},
        {"pengawasan", "Pengawasan internal"},
        {"pengaduan", "Penanganan pengaduan, saran, dan masukan"},
        {"jumlah_pelaksana", "Jumlah pelaksana"},
        {"jaminan_pelayanan", "Jaminan pelayanan"},
        {"jaminan_keamanan", "Jaminan keamanan dan keselamatan pelayanan"},
        {"evaluasi", "Evaluasi kinerja pelaksana"}};
    const auto known = kNames.find(component);
    return known == kNames.end() ? component : known->second;
}

namespace {

Table components(const engine::Service& service) {
    TableMaker maker("1", "Komponen Standar Pelayanan", kSource);
    for (const auto* title : {"No.", "Komponen", "Uraian"}) maker.label(title);
    int number = 0;
    for (const auto& [component, words] : service.standard) maker.row({text(std::to_string(++number)), text(component_name(component)), text(words.id())});
    return maker.take();
}

Table requirements(const engine::Service& service, const std::string& profile) {
    TableMaker maker("2", "Persyaratan", kSource);
    for (const auto* title : {"No.", "Persyaratan", "Kapan dan mengapa"}) maker.label(title);
    if (const auto list = service.requirements.find(profile); list != service.requirements.end())
        for (const auto& one : list->second)
            maker.row({text(std::to_string(one.no)), text(one.text.id() + (one.form.empty() ? "" : " (" + one.form + ")")), text(one.why.id())});
    maker.table().when_empty = "Tidak ada berkas yang harus dibawa.";
    return maker.take();
}

Table steps(const engine::Service& service) {
    TableMaker maker("3", "Langkah pelayanan", kSource);
    for (const auto* title : {"No.", "Langkah", "Pelaksana", "Keluaran"}) maker.label(title);
    maker.number("Menit");
    for (const auto& step : service.steps)
        maker.row({text(std::to_string(step.no)), text(step.text.id()), text(std::string(engine::code(step.actor))), text(step.output.id()), count(step.minutes)});
    maker.totals({text(""), text("Jumlah"), text(""), text(""), count(service.total_minutes())});
    if (service.total_days() > 0) maker.note(fmt::format("Ditambah {} hari kerja untuk langkah yang dihitung dengan hari.", service.total_days()));
    return maker.take();
}

}  // namespace

Report standard_report(const engine::Service& service, const std::string& profile) {
    Report report{.title = "STANDAR PELAYANAN", .subtitle = service.name.id()};
    report.publication = true;  // it hangs in the waiting room
    report.blocks = {Paragraph{fmt::format("Produk: {}. Janji layanan: {} hari kerja. Biaya: {}.", service.product.id(), service.promise_days,
                                           service.fee_rupiah == 0 ? "gratis" : fmt::format("Rp{}", service.fee_rupiah))},
                     components(service), requirements(service, profile), steps(service)};
    return report;
}

}  // namespace loket::reports
