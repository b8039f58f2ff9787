// The performance tables around the figures of kpi.h.

#include <fmt/format.h>

#include "workflow/documents/format.h"
#include "workflow/reports/kpi.h"
#include "workflow/reports/table_maker.h"

namespace loket::reports {
namespace {

Cell number(std::size_t value) { return count(static_cast<std::int64_t>(value)); }

Table indicator_table(const ServiceFigures& figures, const KpiInput& input, const std::string& no, const std::string& source) {
    TableMaker maker(no + "a", "Capaian kinerja: " + figures.standard.name, source);
    maker.label("Indikator");
    maker.label("Satuan");
    maker.measure("Target", "", 2);
    maker.measure("Realisasi", "", 2);
    maker.measure("Capaian", "%", 1);
    const auto known = input.ikm.find(figures.standard.id);
    const auto ikm = known == input.ikm.end() ? std::nullopt : std::optional(known->second);
    for (const auto& one : indicators(figures, ikm, input.ikm_target))
        maker.row({text(one.name), text(one.unit), measure(one.target), measure(one.actual), measure(one.achievement())});
    maker.note("Capaian = realisasi / target x 100; bila makin kecil makin baik: (2 x target - realisasi) / target x 100.");
    if (figures.year_missing)
        maker.note(fmt::format("Kalender hari libur tahun {} belum diisi; hari kerja hanya tanpa Sabtu dan Minggu.", *figures.year_missing));
    return maker.take();
}

Table step_table(const ServiceFigures& figures, const std::string& no, const std::string& source) {
    TableMaker maker(no + "b", "Menit tiap langkah terhadap standar SOP: " + figures.standard.name, source);
    maker.label("No.");
    maker.label("Langkah");
    maker.label("Pelaksana");
    maker.number("Dikerjakan");
    maker.measure("Standar", "menit", 0);
    maker.measure("Median", "menit", 1);
    maker.measure("P90", "menit", 1);
    maker.measure("Sesuai standar", "%", 1);
    for (const auto& step : figures.steps)
        maker.row({text(std::to_string(step.standard.no)), text(step.standard.name), text(step.standard.actor), number(step.minutes.count),
                   measure(static_cast<double>(step.standard.minutes)), measure(step.minutes.median), measure(step.minutes.p90),
                   measure(step.share_within())});
    maker.note("P90: sembilan dari sepuluh pengerjaan tidak lebih lama. Langkah yang diulang sesudah pengembalian dihitung lagi.");
    return maker.take();
}

Chart step_chart(const ServiceFigures& figures, const std::string& source) {
    Chart chart{.kind = ChartKind::Bars,
                .title = "Menit tiap langkah (median dan P90) terhadap standar: " + figures.standard.name,
                .series = {{"Median", {}}, {"P90", {}}},
                .decimals = 1,
                .mark_name = "standar SOP",
                .source = source};
    for (const auto& step : figures.steps) {
        chart.categories.push_back(fmt::format("{}. {}", step.standard.no, step.standard.name));
        chart.series[0].values.push_back(step.minutes.median);
        chart.series[1].values.push_back(step.minutes.p90);
        chart.marks.emplace_back(step.standard.minutes);
    }
    return chart;
}

Table overview(const std::vector<ServiceFigures>& all, const std::string& source) {
    TableMaker maker("1", "Berkas menurut layanan", source);
    maker.label("Layanan");
    maker.number("Masuk");
    maker.number("Selesai");
    maker.number("Tepat waktu");
    maker.number("Terlambat");
    maker.group(2, "Dari yang selesai");
    maker.number("Lewat janji, belum selesai");
    maker.number("Pengembalian");
    maker.number("Tepat karena jeda");
    maker.measure("Jeda (median)", "jam", 1);
    std::vector<std::int64_t> sums(7);
    for (const auto& one : all) {
        const std::size_t counts[] = {one.opened, one.finished, one.in_time, one.late, one.overdue, one.returns, one.late_stopped};
        std::vector<Cell> cells{text(one.standard.name)};
        for (std::size_t i = 0; i < sums.size(); ++i) {
            cells.push_back(number(counts[i]));
            sums[i] += static_cast<std::int64_t>(counts[i]);
        }
        cells.push_back(measure(one.stopped_hours.median));
        maker.row(std::move(cells));
    }
    std::vector<Cell> cells{text("Jumlah")};
    for (const auto sum : sums) cells.push_back(count(sum));
    cells.emplace_back();
    if (!all.empty()) maker.totals(std::move(cells));
    maker.note("Jangka janji dihitung dalam hari kerja sejak hari sesudah resi sampai dokumen siap; jeda menunggu pemohon atau pusat "
               "tidak dihitung dan ditunjukkan sendiri.");
    return maker.take();
}

Table late_table(const std::vector<ServiceFigures>& all, const KpiInput& input, const population::WorkCalendar& calendar,
                 const std::string& source) {
    TableMaker maker("L", "Berkas yang terlambat", source, Disclosure::Internal);
    for (const auto* title : {"Berkas", "Layanan", "Resi terbit", "Siap"}) maker.label(title);
    maker.measure("Hari kerja", "", 0);
    maker.measure("Jeda", "hari kerja", 0);
    for (const auto& service : all)
        for (const auto& id : service.late_cases)
            for (const auto& record : input.records.cases) {
                if (record.id != id) continue;
                const auto days = case_days(record, calendar, input.period.last);
                maker.row({text(id), text(service.standard.name),
                           record.registered ? text(documents::short_date(wib_date(*record.registered))) : Cell{},
                           text(record.ready ? documents::short_date(wib_date(*record.ready)) : "belum"),
                           days ? measure(days->days) : Cell{}, days ? measure(days->paused) : Cell{}});
            }
    maker.table().when_empty = "Tidak ada berkas yang terlambat.";
    return maker.take();
}

}  // namespace

Report kpi_report(const KpiInput& input, const population::WorkCalendar& calendar) {
    const auto source = fmt::format("Sumber: {}, {} s.d. {}.", input.source, documents::plain_date(input.period.first),
                                    documents::plain_date(input.period.last));
    std::vector<ServiceFigures> all;
    for (const auto& service : input.services) all.push_back(measure_service(service, input.records, input.period, calendar));
    Report report{.title = "LAPORAN KINERJA PELAYANAN", .subtitle = input.period.label};
    report.blocks = {overview(all, source)};
    int no = 1;
    for (const auto& figures : all) {
        const auto number = std::to_string(++no);
        report.blocks.emplace_back(Heading{figures.standard.name});
        report.blocks.emplace_back(indicator_table(figures, input, number, source));
        report.blocks.emplace_back(step_table(figures, number, source));
        report.blocks.emplace_back(step_chart(figures, source));
    }
    report.blocks.emplace_back(late_table(all, input, calendar, source));
    return report;
}

}  // namespace loket::reports
