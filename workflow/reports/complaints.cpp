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
    const auto settled = figures.answered + figures.overdue;  // in time or late, whatever is still to be said
    return {text(name),
            number(figures.in_time),
            number(figures.late()),
            number(figures.open),
            number(figures.received),
            number(figures.overdue),
            measure(percentage(static_cast<double>(figures.in_time), static_cast<double>(settled))),
            measure(figures.mean_days),
            measure(figures.days.median),
            measure(figures.oldest_open),
            number(figures.with_resi)};
}

/// One row a group; `group` names the group of a complaint.
template <class Group>
Table grouped_table(const ComplaintInput& input, const population::WorkCalendar& calendar, int no, const char* by,
                    const char* heading, const std::string& source, Group group) {
    TableMaker maker(std::to_string(no), fmt::format("Pengaduan menurut {}", by), source);
    maker.label(heading);
    const auto in_time = maker.number("Dijawab tepat waktu");
    const auto late = maker.number("Dijawab terlambat");
    const auto open = maker.number("Belum dijawab");
    maker.number("Masuk", "", {in_time, late, open});
    maker.number("Belum dijawab, lewat batas");
    maker.measure("Tepat waktu", "%", 1);
    maker.measure("Rata-rata", "hari kerja", 1);
    maker.measure("Median", "hari kerja", 1);
    maker.group(2, "Lama sampai dijawab");
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
    maker.note("Tepat waktu: dijawab paling lambat pada hari yang dijanjikan ketika pengaduan diterima; persentasenya dari yang sudah dijawab atau sudah lewat batas.");
    maker.table().when_empty = "Tidak ada pengaduan pada periode ini.";
    return maker.take();
}

/// Each complaint, those without an answer first, so that it can be traced to its file. The resi tells the service; beside its name
/// it would not fit.
Table list_table(const ComplaintInput& input, const population::WorkCalendar& calendar, const std::string& source) {
    TableMaker maker("3", "Daftar pengaduan", source, Disclosure::Internal);
    for (const auto* title : {"Nomor", "Diterima", "Saluran", "Resi", "Pokok", "Batas", "Dijawab"}) maker.label(title);
    maker.measure("Lama", "hari kerja", 0);
    auto all = input.complaints;
    std::erase_if(all, [&](const Complaint& one) { return !input.period.contains(one.received); });
    std::stable_sort(all.begin(), all.end(), [&](const auto& a, const auto& b) { return std::pair(answered_by(a, input.now), a.received) < std::pair(answered_by(b, input.now), b.received); });
    for (const auto& one : all) {
        const bool answered = answered_by(one, input.now);
        const auto until = answered ? wib_date(*one.answered) : input.now;
        maker.row({text(one.number), text(documents::short_date(wib_date(one.received))), text(one.channel),
                   text(one.resi.empty() ? "–" : one.resi), text(one.subject), text(one.due ? documents::short_date(*one.due) : "–"),
                   text(answered ? documents::short_date(until) : "belum"), measure(work_days(calendar, wib_date(one.received), until).days)});
    }
    maker.table().when_empty = "Tidak ada pengaduan pada periode ini.";
    return maker.take();
}

std::string source_of(const ComplaintInput& input) {
    return fmt::format("Sumber: {}, {} s.d. {}, keadaan {}.", input.source, documents::plain_date(input.period.first),
                       documents::plain_date(input.period.last), documents::plain_date(input.now));
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
        const bool in_time = !one.due || (answered ? wib_date(*one.answered) : now) <= *one.due;
        if (in_time) figures.in_time += answered ? 1 : 0;
        else figures.overdue += answered ? 0 : 1;
        if (answered)
            days.push_back(waited.days);
        else
            figures.oldest_open = std::max(figures.oldest_open.value_or(0), static_cast<double>(waited.days));
    }
    figures.days = spread(days);
    figures.mean_days = mean(days);
    return figures;
}

std::vector<Table> complaint_tables(const ComplaintInput& input, const population::WorkCalendar& calendar, int first) {
    const auto source = source_of(input);
    return {grouped_table(input, calendar, first, "layanan", "Layanan", source, [&](const Complaint& one) { return name_of(input, one.service); }),
            grouped_table(input, calendar, first + 1, "saluran", "Saluran", source, [](const Complaint& one) { return one.channel; })};
}

Report complaint_report(const ComplaintInput& input, const population::WorkCalendar& calendar) {
    Report report{.title = "REKAPITULASI PENGADUAN", .subtitle = input.period.label};
    for (auto& table : complaint_tables(input, calendar, 1)) report.blocks.emplace_back(std::move(table));
    report.blocks.emplace_back(list_table(input, calendar, source_of(input)));
    return report;
}

}  // namespace loket::reports
