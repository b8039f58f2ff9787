#include "workflow/reports/complaints.h"

#include <fmt/format.h>

#include <algorithm>

#include "workflow/documents/format.h"
#include "workflow/reports/records.h"
#include "workflow/reports/table_maker.h"

namespace loket::reports {
namespace {

bool answered_by(const Complaint& one, Date now) { return one.answered && wib_date(*one.answered) <= now; }

std::string name_of(const ComplaintInput& input, const std::string& service) {
    if (service.empty()) return "Pelayanan umum";
    const auto known = input.services.find(service);
    return known == input.services.end() ? service : known->second;
}

std::vector<Cell> cells(const std::string& name, const ComplaintFigures& figures) {
    const auto number = [](std::size_t value) { return count(static_cast<std::int64_t>(value)); };
    return {text(name),
            number(figures.answered),
            number(figures.open),
            number(figures.received),
            measure(percentage(static_cast<double>(figures.answered), static_cast<double>(figures.received))),
            measure(figures.days.median),
            measure(figures.days.p90),
            measure(figures.oldest_open),
            number(figures.with_resi)};
}

/// One row a group; `group` names the group of a complaint.
template <class Group>
Table grouped_table(const ComplaintInput& input, const population::WorkCalendar& calendar, const char* no, const char* by,
                    const char* heading, const std::string& source, Group group) {
    TableMaker maker(no, fmt::format("Pengaduan menurut {}", by), source);
    maker.label(heading);
    const auto answered = maker.number("Dijawab");
    const auto open = maker.number("Terbuka");
    maker.number("Masuk", "", {answered, open});
    maker.measure("Dijawab", "%", 1);
    maker.measure("Lama jawab (median)", "hari kerja", 1);
    maker.measure("Lama jawab (P90)", "hari kerja", 1);
    maker.measure("Terlama menunggu", "hari kerja", 0);
    maker.number("Dengan resi");
    std::map<std::string, std::vector<Complaint>> groups;
    for (const auto& one : input.complaints)
        if (input.period.contains(one.received)) groups[group(one)].push_back(one);
    for (const auto& [name, own] : groups) maker.row(cells(name, measure_complaints(own, input.period, input.now, calendar)));
    const auto all = measure_complaints(input.complaints, input.period, input.now, calendar);
    if (!groups.empty()) maker.totals(cells("Jumlah", all));
    if (all.year_missing)
        maker.note(fmt::format("Kalender hari libur tahun {} belum diisi; hari kerja hanya tanpa Sabtu dan Minggu.", *all.year_missing));
    maker.table().when_empty = "Tidak ada pengaduan pada periode ini.";
    return maker.take();
}

Table open_table(const ComplaintInput& input, const population::WorkCalendar& calendar, const std::string& source) {
    TableMaker maker("3", "Pengaduan yang belum dijawab", source, Disclosure::Internal);
    for (const auto* title : {"Nomor", "Diterima", "Saluran", "Layanan", "Resi", "Pokok"}) maker.label(title);
    maker.measure("Menunggu", "hari kerja", 0);
    auto open = input.complaints;
    std::erase_if(open, [&](const Complaint& one) { return !input.period.contains(one.received) || answered_by(one, input.now); });
    std::stable_sort(open.begin(), open.end(), [](const auto& a, const auto& b) { return a.received < b.received; });
    for (const auto& one : open)
        maker.row({text(one.number), text(documents::short_date(wib_date(one.received))), text(one.channel), text(name_of(input, one.service)),
                   text(one.resi.empty() ? "–" : one.resi), text(one.subject),
                   measure(work_days(calendar, wib_date(one.received), input.now).days)});
    maker.table().when_empty = "Semua pengaduan sudah dijawab.";
    return maker.take();
}

}  // namespace

ComplaintFigures measure_complaints(const std::vector<Complaint>& complaints, const Period& period, Date now,
                                    const population::WorkCalendar& calendar) {
    ComplaintFigures figures;
    std::vector<double> days;
    for (const auto& one : complaints) {
        if (!period.contains(one.received)) continue;
        ++figures.received;
        figures.with_resi += one.resi.empty() ? 0 : 1;
        const bool answered = answered_by(one, now);
        const auto waited = work_days(calendar, wib_date(one.received), answered ? wib_date(*one.answered) : now);
        if (!figures.year_missing) figures.year_missing = waited.year_missing;
        ++(answered ? figures.answered : figures.open);
        if (answered)
            days.push_back(waited.days);
        else
            figures.oldest_open = std::max(figures.oldest_open.value_or(0), static_cast<double>(waited.days));
    }
    figures.days = spread(days);
    return figures;
}

Report complaint_report(const ComplaintInput& input, const population::WorkCalendar& calendar) {
    const auto source = fmt::format("Sumber: {}, {} s.d. {}, keadaan {}.", input.source, documents::plain_date(input.period.first),
                                    documents::plain_date(input.period.last), documents::plain_date(input.now));
    Report report{.title = "REKAPITULASI PENGADUAN", .subtitle = input.period.label};
    report.blocks = {
        grouped_table(input, calendar, "1", "layanan", "Layanan", source, [&](const Complaint& one) { return name_of(input, one.service); }),
        grouped_table(input, calendar, "2", "saluran", "Saluran", source, [](const Complaint& one) { return one.channel; }),
        open_table(input, calendar, source)};
    return report;
}

}  // namespace loket::reports
