#include "workflow/reports/operators.h"

#include <fmt/format.h>

#include <set>

#include "workflow/documents/format.h"
#include "workflow/reports/table_maker.h"

namespace loket::reports {
namespace {

constexpr std::array<const char*, 7> kWeekdays{"Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"};
/// Below this many passes a median says more about the files than about the person.
constexpr std::size_t kFewPasses = 5;

/// One person may work in two roles; each is measured by its own standard.
using Who = std::pair<std::string, std::string>;  // role, user

struct Gathered {
    OperatorFigures figures;
    std::set<std::string> files;
    std::set<Date> days;
    std::vector<double> minutes;
};

std::size_t weekday(Date day) { return std::chrono::weekday{std::chrono::sys_days{day}}.iso_encoding() - 1; }

std::map<Who, Gathered> gather(const OperatorInput& input) {
    std::map<Who, Gathered> out;
    for (const auto& pass : input.records.steps) {
        if (pass.user.empty() || !input.period.contains(pass.begun)) continue;
        auto& one = out[{pass.actor, pass.user}];
        const Date day = wib_date(pass.begun);
        ++one.figures.passes;
        ++one.figures.weekdays[weekday(day)];
        one.figures.within += pass.minutes <= pass.standard_minutes ? 1 : 0;
        one.minutes.push_back(pass.minutes);
        one.files.insert(pass.case_id);
        one.days.insert(day);
    }
    for (const auto& back : input.records.returns)
        if (!back.user.empty() && input.period.contains(back.at)) ++out[{back.actor, back.user}].figures.returns_caused;
    for (const auto& error : input.records.errors)
        if (!error.user.empty() && input.period.contains(error.at)) ++out[{error.actor, error.user}].figures.errors;
    return out;
}

std::string who(const OperatorFigures& one) { return one.name == one.user ? one.user : fmt::format("{} ({})", one.name, one.user); }

Cell number(std::size_t value) { return count(static_cast<std::int64_t>(value)); }

Table work_table(const std::vector<OperatorFigures>& all, const std::string& source) {
    TableMaker maker("1", "Kinerja operator", source, Disclosure::Internal);
    for (const auto* title : {"Operator", "Peran", "Tempat"}) maker.label(title);
    maker.number("Berkas");
    maker.number("Langkah");
    maker.measure("Median", "menit", 1);
    maker.measure("P90", "menit", 1);
    maker.measure("Sesuai standar", "%", 1);
    maker.number("Pengembalian");
    maker.number("Kesalahan");
    maker.measure("Hari bekerja", "", 0);
    for (const auto& one : all) {
        const bool few = one.passes < kFewPasses;
        const auto within = percentage(static_cast<double>(one.within), static_cast<double>(one.passes));
        maker.row({text(who(one)), text(one.role), text(one.site.empty() ? "–" : one.site), number(one.files), number(one.passes),
                   few ? Cell{} : measure(one.minutes.median), few ? Cell{} : measure(one.minutes.p90), few ? Cell{} : measure(within),
                   number(one.returns_caused), number(one.errors), measure(static_cast<double>(one.days))});
    }
    maker.note(fmt::format("Median dan persentase tidak dicetak di bawah {} langkah. Pengembalian: berkas yang kembali ke langkah yang "
                           "terakhir dikerjakan operator ini.",
                           kFewPasses));
    maker.note("Lama pengerjaan bergantung pada berkas; tabel ini tidak disusun sebagai peringkat.");
    return maker.take();
}

Table weekday_table(const std::vector<OperatorFigures>& all, const std::string& source) {
    TableMaker maker("2", "Langkah yang dikerjakan menurut hari", source, Disclosure::Internal);
    maker.label("Operator");
    maker.label("Peran");
    std::vector<std::size_t> parts;
    for (const auto* day : kWeekdays) parts.push_back(maker.number(day));
    maker.number("Jumlah", "", parts);
    std::array<std::size_t, 7> sums{};
    std::size_t total = 0;
    for (const auto& one : all) {
        std::vector<Cell> cells{text(who(one)), text(one.role)};
        for (std::size_t d = 0; d < sums.size(); ++d) {
            cells.push_back(number(one.weekdays[d]));
            sums[d] += one.weekdays[d];
        }
        cells.push_back(number(one.passes));
        total += one.passes;
        maker.row(std::move(cells));
    }
    std::vector<Cell> cells{text("Jumlah"), text("")};
    for (const auto sum : sums) cells.push_back(number(sum));
    cells.push_back(number(total));
    if (!all.empty()) maker.totals(std::move(cells));
    return maker.take();
}

Table error_table(const OperatorInput& input, const std::string& source) {
    TableMaker maker("3", "Kesalahan menurut jenis", source, Disclosure::Internal);
    maker.label("Jenis");
    maker.number("Kejadian");
    std::map<std::string, std::int64_t> kinds;
    std::int64_t all = 0;
    for (const auto& error : input.records.errors) {
        if (!input.period.contains(error.at)) continue;
        ++kinds[error.kind];
        ++all;
    }
    for (const auto& [kind, number_of] : kinds) maker.row({text(kind), count(number_of)});
    if (all > 0) maker.totals({text("Jumlah"), count(all)});
    maker.table().when_empty = "Tidak ada kesalahan yang tercatat.";
    return maker.take();
}

}  // namespace

std::vector<OperatorFigures> measure_operators(const OperatorInput& input) {
    std::vector<OperatorFigures> out;
    for (auto& [person, one] : gather(input)) {
        auto figures = std::move(one.figures);
        figures.role = person.first;
        figures.user = person.second;
        const auto known = input.staff.find(figures.user);
        figures.name = known == input.staff.end() ? figures.user : known->second.name;
        figures.site = known == input.staff.end() ? "" : known->second.site;
        figures.files = one.files.size();
        figures.days = one.days.size();
        figures.minutes = spread(one.minutes);
        out.push_back(std::move(figures));
    }
    return out;
}

Report operator_report(const OperatorInput& input) {
    const auto source = fmt::format("Sumber: {}, {} s.d. {}.", input.source, documents::plain_date(input.period.first),
                                    documents::plain_date(input.period.last));
    const auto all = measure_operators(input);
    Report report{.title = "PEMANTAUAN KINERJA ADB DAN OPERATOR", .subtitle = input.period.label};
    report.blocks = {work_table(all, source), weekday_table(all, source), error_table(input, source)};
    return report;
}

}  // namespace loket::reports
