// Laporan kesiapan: what the maintenance page shows, on one sheet.

#include <fmt/format.h>

#include "kiosk/app/desk/upkeep.h"
#include "workflow/reports/number.h"
#include "workflow/reports/table_maker.h"

namespace loket::app {

using reports::TableMaker;
using reports::text;

namespace {

std::string moment(Instant at) {
    const auto wall = wib_time(at);
    return fmt::format("{} {:02}.{:02}", dmy_date(wall.date), wall.hour, wall.minute);
}

std::string condition_words(Condition condition) {
    return condition == Condition::Ready ? "Siap" : condition == Condition::NeedsOperator ? "Perlu tindakan" : "Tidak berfungsi";
}

std::string megabytes(std::uintmax_t bytes) { return reports::decimal(static_cast<double>(bytes) / 1e6, 1) + " MB"; }

reports::Table devices(const Readiness& state, const std::string& source) {
    TableMaker maker("1", "Perangkat", source);
    for (const auto* title : {"Perangkat", "Jenis", "Keadaan", "Gangguan", "Catatan terakhir"}) maker.label(title);
    for (const auto& line : state.devices) {
        std::string troubles;
        for (const auto& reason : line.reasons) troubles += (troubles.empty() ? "" : ", ") + device_reason_words(reason);
        const std::string_view test = !line.self_test ? "" : *line.self_test ? " (uji mandiri lulus)" : " (uji mandiri gagal)";
        maker.row({text(line.product), text(device_kind_words(line.kind) + (line.simulated ? ", simulasi" : "")), text(condition_words(line.condition)),
                   text(troubles.empty() ? reports::kDash : troubles), text(fmt::format("{}{}", moment(line.at), test))});
    }
    maker.table().when_empty = "Belum ada catatan perangkat.";
    return maker.take();
}

reports::Table storage(const Readiness& state, const std::string& source) {
    TableMaker maker("2", "Penyimpanan", source);
    for (const auto* title : {"Uraian", "Nilai"}) maker.label(title);
    const auto& s = state.storage;
    maker.row({text("Ukuran basis data"), text(megabytes(s.store_bytes))})
        .row({text("Ruang kosong"), text(fmt::format("{} dari {}", megabytes(s.free_bytes), megabytes(s.disk_bytes)))})
        .row({text("Catatan kejadian"), text(reports::grouped(s.counts.events))})
        .row({text("Catatan audit"), text(reports::grouped(s.counts.audits))})
        .row({text("Segel terakhir"), text(s.sealed ? moment(*s.sealed) : "belum ada")})
        .row({text("Pemeriksaan keutuhan"), text(s.checked ? fmt::format("{}, {}", moment(*s.checked), s.sound ? "utuh" : "RUSAK") : "belum pernah dari halaman ini")});
    return maker.take();
}

reports::Table files(const Readiness& state, const std::string& source) {
    TableMaker maker("3", "Berkas data", source);
    for (const auto* title : {"Berkas", "Sidik (SHA-256)", "Keadaan"}) maker.label(title);
    for (const auto& file : state.files) maker.row({text(file.name), text(file.digest), text(file.problem.empty() ? "sah" : file.problem)});
    return maker.take();
}

reports::Table links(const Readiness& state, const std::string& source) {
    TableMaker maker("4", "Jaringan", source);
    for (const auto* title : {"Antarmuka", "Alamat", "Keadaan"}) maker.label(title);
    for (const auto& link : state.links) maker.row({text(link.name), text(link.address.empty() ? reports::kDash : link.address), text(link.up ? "tersambung" : "tidak tersambung")});
    maker.table().when_empty = "Mesin ini tidak memiliki antarmuka jaringan; pelayanan berjalan tanpa jaringan.";
    return maker.take();
}

}  // namespace

reports::Report readiness_report(const Readiness& state) {
    const auto source = fmt::format("Sumber: mesin ini, {} WIB.", moment(state.at));
    reports::Report report{.title = "LAPORAN KESIAPAN ANJUNGAN", .subtitle = moment(state.at) + " WIB"};
    report.blocks = {devices(state, source), storage(state, source), files(state, source), links(state, source)};
    report.signatory = {.place = "Bintan", .day = wib_date(state.at), .role = "Pemeriksa", .name = state.officer, .nip = {}};
    return report;
}

}  // namespace loket::app
