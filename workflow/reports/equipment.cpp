#include "workflow/reports/equipment.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "workflow/documents/format.h"
#include "workflow/reports/number.h"
#include "workflow/reports/stats.h"
#include "workflow/reports/table_maker.h"

namespace loket::reports {
namespace {

using Records = std::vector<HealthRecord>;

double millis(Instant from, Instant to) { return static_cast<double>((to - from).count()); }

/// Time in Ready and time observed within [from, until], ms.
std::pair<double, double> observed(const Records& records, Instant from, Instant until) {
    double ready = 0, known = 0;
    for (std::size_t i = 0; i < records.size(); ++i) {
        const Instant begin = std::max(records[i].at, from);
        const Instant end = i + 1 < records.size() ? std::min(records[i + 1].at, until) : until;
        if (end <= begin) continue;
        known += millis(begin, end);
        if (records[i].state == DeviceState::Ready) ready += millis(begin, end);
    }
    return {ready, known};
}

/// A fault that goes on over several records is one fault.
void count_errors(DeviceFigures& figures, const Records& records, Instant from) {
    std::map<std::string, std::size_t> kinds;
    for (std::size_t i = 0; i < records.size(); ++i) {
        const auto& now = records[i];
        if (now.state == DeviceState::Ready) continue;
        const bool goes_on = i > 0 && records[i - 1].state != DeviceState::Ready && records[i - 1].error == now.error;
        if (goes_on || now.at < from) continue;
        ++figures.errors;
        if (!now.error.empty()) ++kinds[now.error];
    }
    const auto most = std::max_element(kinds.begin(), kinds.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most != kinds.end()) figures.worst_error = most->first;
}

DeviceFigures measure_device(const Records& records, Instant from, Instant until) {
    const auto& last = records.back();
    DeviceFigures figures{.device = last.device, .kind = last.kind, .site = last.site, .state = last.state, .uptime = {},
                          .observed = {}, .worst_error = {}, .lowest_supply = {}, .tested = {}};
    const auto [ready, known] = observed(records, from, until);
    figures.uptime = percentage(ready, known);
    figures.observed = percentage(known, std::max(0.0, millis(from, until)));
    count_errors(figures, records, from);
    for (const auto& record : records) {
        if (record.self_test) {
            figures.tested = record.at;
            figures.test_passed = *record.self_test;
        }
        if (record.supplies.empty()) continue;
        const auto lowest = std::min_element(record.supplies.begin(), record.supplies.end(),
                                             [](const auto& a, const auto& b) { return a.second < b.second; });
        figures.lowest_supply = *lowest;
    }
    return figures;
}

std::string test_words(const DeviceFigures& one, const EquipmentInput& input) {
    if (!one.tested) return "belum pernah";
    const auto day = documents::short_date(wib_date(*one.tested));
    const auto age = std::chrono::sys_days{wib_date(input.until)} - std::chrono::sys_days{wib_date(*one.tested)};
    const bool old = age > std::chrono::days{input.test_every_days};
    return fmt::format("{}, {}{}", day, one.test_passed ? "lulus" : "gagal", old ? ", perlu diulang" : "");
}

Table device_table(const std::vector<DeviceFigures>& all, const EquipmentInput& input, const std::string& source) {
    TableMaker maker("2", "Kondisi peralatan", source);
    for (const auto* title : {"Tempat", "Perangkat", "Jenis", "Keadaan"}) maker.label(title);
    maker.measure("Siap", "% waktu", 1);
    maker.measure("Teramati", "% waktu", 1);
    maker.number("Gangguan");
    for (const auto* title : {"Gangguan tersering", "Persediaan terendah", "Uji mandiri terakhir"}) maker.label(title);
    for (const auto& one : all) {
        const auto supply = one.lowest_supply
                                ? fmt::format("{} {} %{}", one.lowest_supply->first, one.lowest_supply->second,
                                              one.lowest_supply->second <= input.low_supply ? " – isi ulang" : "")
                                : std::string(kDash);
        maker.row({text(one.site), text(one.device), text(one.kind), text(std::string(label(one.state))), measure(one.uptime),
                   measure(one.observed), count(static_cast<std::int64_t>(one.errors)),
                   text(one.worst_error.empty() ? kDash : one.worst_error), text(supply), text(test_words(one, input))});
    }
    maker.note("Siap: bagian dari waktu teramati. Waktu sebelum catatan pertama sebuah perangkat tidak diketahui dan tidak dihitung siap.");
    maker.table().when_empty = "Belum ada catatan perangkat pada periode ini.";
    return maker.take();
}

Table site_table(const std::vector<DeviceFigures>& all, const std::string& source) {
    TableMaker maker("1", "Peralatan menurut tempat", source);
    maker.label("Tempat");
    std::vector<std::size_t> parts;
    for (const auto state : {DeviceState::Ready, DeviceState::NeedsOperator, DeviceState::Down})
        parts.push_back(maker.number(std::string(label(state))));
    maker.number("Jumlah", "", parts);
    std::map<std::string, std::array<std::int64_t, 4>> sites;
    std::array<std::int64_t, 4> sum{};
    for (const auto& one : all) {
        const auto state = static_cast<std::size_t>(one.state);
        auto& site = sites[one.site];
        for (auto* counts : {&site, &sum}) {
            ++(*counts)[state];
            ++counts->back();
        }
    }
    const auto cells = [](const std::string& name, const std::array<std::int64_t, 4>& counts) {
        std::vector<Cell> out{text(name)};
        for (const auto value : counts) out.push_back(count(value));
        return out;
    };
    for (const auto& [name, counts] : sites) maker.row(cells(name, counts));
    if (!sites.empty()) maker.totals(cells("Jumlah", sum));
    return maker.take();
}

Chart uptime_chart(const std::vector<DeviceFigures>& all, const std::string& source) {
    Chart chart{.kind = ChartKind::Bars, .title = "Waktu siap tiap perangkat (% waktu teramati)", .series = {{"Siap", {}}}, .decimals = 1,
                .source = source};
    for (const auto& one : all) {
        chart.categories.push_back(fmt::format("{} · {}", one.site, one.device));
        chart.series[0].values.push_back(one.uptime);
    }
    return chart;
}

std::string moment(Instant at) {
    const auto time = wib_time(at);
    return fmt::format("{} {:02}.{:02}", documents::short_date(time.date), time.hour, time.minute);
}

/// What the summary of repairs is made of.
struct RepairSums {
    std::int64_t all = 0, in_time = 0, late = 0, open = 0;
    std::vector<double> hours;  ///< of the solved
    std::optional<int> year_missing;
};

std::string outcome_words(bool solved, bool passed) {
    if (!solved) return passed ? "lewat batas, belum selesai" : "dikerjakan";
    return passed ? "terlambat" : "tepat waktu";
}

std::vector<Cell> repair_cells(const Repair& one, const Due& due, Instant now, RepairSums& sums) {
    const Instant end = one.solved.value_or(now);
    const bool passed = end > due.at;
    const double minutes = millis(one.reported, end) / 60'000;
    ++sums.all;
    ++(one.solved ? (passed ? sums.late : sums.in_time) : sums.open);
    if (one.solved) sums.hours.push_back(minutes / 60);
    if (!sums.year_missing) sums.year_missing = due.year_missing;
    return {text(one.number),
            text(one.site),
            text(one.device),
            text(one.fault),
            text(one.action.empty() ? kDash : one.action),
            text(one.vendor.empty() ? "Dinas" : one.vendor),
            text(moment(one.reported)),
            text(moment(due.at)),
            text(one.solved ? moment(*one.solved) : "belum"),
            text(duration(minutes)),
            text(outcome_words(one.solved.has_value(), passed))};
}

Table repair_summary(const RepairSums& sums, const std::string& source) {
    TableMaker maker("1", "Ringkasan perbaikan", source);
    maker.label("Uraian");
    maker.number("Laporan");
    maker.row({text("Selesai tepat waktu"), count(sums.in_time)})
        .row({text("Selesai terlambat"), count(sums.late)})
        .row({text("Belum selesai"), count(sums.open)})
        .totals({text("Jumlah"), count(sums.all)});
    const auto share = percentage(static_cast<double>(sums.in_time), static_cast<double>(sums.in_time + sums.late));
    const auto typical = median(sums.hours);
    maker.note(fmt::format("Tepat waktu: {} dari yang selesai. Lama perbaikan (median): {}.", share ? percent(*share) : kDash,
                           typical ? duration(*typical * 60) : kDash));
    return maker.take();
}

}  // namespace

std::string_view label(DeviceState state) {
    constexpr std::array<std::string_view, 3> kLabels{"Siap", "Perlu tindakan", "Tidak berfungsi"};
    return kLabels[static_cast<std::size_t>(state)];
}

std::vector<DeviceFigures> measure_devices(Records records, const Period& period, Instant until) {
    const Instant from = wib_instant(period.first);
    const Instant end = std::min(until, wib_instant(Date{std::chrono::sys_days{period.last} + std::chrono::days{1}}));
    std::stable_sort(records.begin(), records.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
    std::map<std::pair<std::string, std::string>, Records> devices;
    for (auto& record : records)
        if (record.at <= end) devices[{record.site, record.device}].push_back(std::move(record));
    std::vector<DeviceFigures> out;
    for (const auto& [place, own] : devices) out.push_back(measure_device(own, from, end));
    return out;
}

Report equipment_report(const EquipmentInput& input) {
    const auto source = fmt::format("Sumber: {}, {} s.d. {}.", input.source, documents::plain_date(input.period.first),
                                    documents::plain_date(std::min(input.period.last, wib_date(input.until))));
    const auto all = measure_devices(input.records, input.period, input.until);
    Report report{.title = "LAPORAN KONDISI PERALATAN SIAK", .subtitle = input.period.label};
    report.blocks = {site_table(all, source)};
    if (!all.empty()) report.blocks.emplace_back(uptime_chart(all, source));
    report.blocks.emplace_back(device_table(all, input, source));
    return report;
}

Due repair_due(const Repair& repair, const population::WorkCalendar& calendar) {
    constexpr int kDays = 2;
    constexpr std::chrono::minutes kMinutes{120};
    const Date day = wib_date(repair.reported);
    const auto due = calendar.due_day(day, kDays);
    const auto time_of_day = repair.reported - wib_instant(day);
    return {wib_instant(due.day) + time_of_day + kMinutes, due.year_missing};
}

Report repair_report(const RepairInput& input, const population::WorkCalendar& calendar) {
    const auto source = fmt::format("Sumber: {}, {} s.d. {}.", input.source, documents::plain_date(input.period.first),
                                    documents::plain_date(input.period.last));
    TableMaker maker("2", "Perbaikan Jarkomdat dan peralatan SIAK", source, Disclosure::Internal);
    for (const auto* title : {"Nomor", "Tempat", "Perangkat", "Kerusakan", "Tindakan", "Rekanan", "Dilaporkan", "Batas", "Selesai", "Lama",
                              "Hasil"})
        maker.label(title);
    RepairSums sums;
    for (const auto& one : input.repairs)
        if (input.period.contains(one.reported)) maker.row(repair_cells(one, repair_due(one, calendar), input.now, sums));
    maker.note("Batas SOP P04: 2 hari 120 menit, dibaca sebagai dua hari kerja dan dua jam sesudah laporan.");
    if (sums.year_missing)
        maker.note(fmt::format("Kalender hari libur tahun {} belum diisi; batas hanya tanpa Sabtu dan Minggu.", *sums.year_missing));
    maker.table().when_empty = "Tidak ada laporan kerusakan pada periode ini.";
    Report report{.title = "LAPORAN HASIL PERBAIKAN JARKOMDAT SIAK", .subtitle = input.period.label};
    report.blocks = {repair_summary(sums, source), maker.take()};
    return report;
}

}  // namespace loket::reports
