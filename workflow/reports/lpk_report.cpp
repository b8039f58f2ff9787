// The LPK in reading order, with its charts.

#include <fmt/format.h>

#include <cctype>

#include "workflow/documents/format.h"
#include "workflow/reports/lpk_tables.h"
#include "workflow/reports/number.h"
#include "workflow/reports/publish.h"

namespace loket::reports {
namespace {

std::string source_line(const Provenance& source) {
    return fmt::format("Sumber: {}, keadaan {}.", source.name, documents::plain_date(source.as_of));
}

Status check(const LpkInput& input, const population::Regions& regions) {
    if (!input.semester.valid())
        return rejected("lpk.semester", fmt::format("semester {} of {} does not exist", input.semester.half, input.semester.year));
    if (!input.people.as_of.ok() || !input.services.as_of.ok())
        return rejected("lpk.source_date", "every source of the report must name its day; set people.as_of and services.as_of");
    for (const auto& count : input.lampid) LOKET_TRY(check(count, regions, input.regency));
    return {};
}

/// "KABUPATEN BINTAN" of the region file within a sentence.
std::string in_sentence(const std::string& name) {
    std::string out;
    for (const char c : name) {
        const bool first = out.empty() || out.back() == ' ';
        const auto byte = static_cast<unsigned char>(c);
        out += first ? c : static_cast<char>(byte < 0x80 ? std::tolower(byte) : byte);
    }
    return out;
}

std::string summary(const LpkContext& context) {
    const auto& all = context.input.population.all;
    const auto* regency = context.regions.find(context.input.regency);
    return fmt::format(
        "Pada {} {} tercatat memiliki {} penduduk: {} laki-laki dan {} perempuan, dalam {} keluarga. Wajib KTP-el {} orang, "
        "{} di antaranya memegang KTP-el.",
        documents::plain_date(context.input.people.as_of), regency == nullptr ? "kabupaten" : in_sentence(regency->name),
        grouped(all.people.both()), grouped(all.people.male),
        grouped(all.people.female), grouped(all.heads.both()), grouped(all.must_hold.both()), grouped(all.holds_card));
}

void add(Report& report, const std::string& heading, std::vector<Table> made) {
    report.blocks.emplace_back(Heading{heading});
    for (auto& table : made) report.blocks.emplace_back(std::move(table));
}

/// Where the charts stand: each after the table it is drawn from.
struct Illustration {
    const char* table;
    ChartPlan plan;
};

std::vector<Illustration> illustrations() {
    return {
        {"1", {ChartKind::StackedBars, "Penduduk menurut kecamatan (jiwa)", 0, {1, 2}, {"Laki-laki", "Perempuan"}, Level::Subtotal}},
        {"3", {ChartKind::Pyramid, "Piramida penduduk (jiwa)", 0, {1, 2}, {"Laki-laki", "Perempuan"}}},
        {"5a", {ChartKind::Bars, "Penduduk menurut pendidikan (jiwa)", 0, {3}, {"Penduduk"}}},
        {"10", {ChartKind::Bars, "Perekaman dan kepemilikan KTP-el (% dari wajib KTP-el)", 0, {8, 12}, {"Perekaman", "Kepemilikan"}}},
        {"15a", {ChartKind::Lines, "LAMPID menurut bulan (orang)", 0, {3, 6, 9, 12}, {"Lahir", "Mati", "Pindah", "Datang"}, Level::Subtotal}},
    };
}

void illustrate(Report& report) {
    std::vector<Block> blocks;
    for (auto& block : report.blocks) {
        const auto* table = std::get_if<Table>(&block);
        std::vector<Chart> charts;
        for (const auto& picture : illustrations())
            if (table != nullptr && table->number == picture.table) charts.push_back(chart_of(*table, picture.plan));
        blocks.push_back(std::move(block));
        for (auto& chart : charts) blocks.emplace_back(std::move(chart));
    }
    report.blocks = std::move(blocks);
}

Report assemble(const LpkContext& context) {
    const auto& input = context.input;
    Report report{.title = "LAPORAN PERKEMBANGAN KEPENDUDUKAN", .subtitle = input.semester.label()};
    report.blocks.emplace_back(Paragraph{summary(context)});
    add(report, "Jumlah dan susunan penduduk", people_tables(context));
    add(report, "Ciri penduduk", trait_tables(context));
    add(report, "Kepemilikan dokumen", paper_tables(context));
    auto lampid = lampid_tables(input.lampid, input.semester.period(), context.regions, input.regency, context.service_source);
    add(report, "Peristiwa penduduk semester ini", {std::move(lampid.by_month), std::move(lampid.by_district), balance_table(context)});
    report.blocks.emplace_back(Paragraph{balance_words(context)});
    add(report, "Pelayanan dan indikator", closing_tables(context));
    report.relations = std::move(lampid.relations);
    const auto people = people_relations(context);
    report.relations.insert(report.relations.end(), people.begin(), people.end());
    return report;
}

/// The sentence of the balance tells counts that a table may hide.
void drop_small_sentence(Report& report, const LpkInput& input) {
    const auto balance = balance_of(input, input.regency);
    if (!balance) return;
    for (const auto part : {balance->born, balance->died, balance->arrived, balance->left})
        if (part.both() > 0 && part.both() <= kLargestSmallCell) {
            std::erase_if(report.blocks, [](const Block& block) {
                const auto* words = std::get_if<Paragraph>(&block);
                return words != nullptr && words->text.starts_with("Neraca");
            });
            return;
        }
}

}  // namespace

const DistrictFacts* LpkContext::facts(const std::string& district) const {
    if (district.empty()) return nullptr;  // addresses outside the regency have no books of their own
    const auto known = input.facts.find(district);
    return known == input.facts.end() ? nullptr : &known->second;
}

std::optional<std::int64_t> LpkContext::sum(std::optional<std::int64_t> DistrictFacts::*fact) const {
    std::int64_t total = 0;
    for (const auto& area : input.population.districts) {
        if (area.code.empty()) continue;
        const auto* known = facts(area.code);
        if (known == nullptr || !(known->*fact)) return std::nullopt;
        total += *(known->*fact);
    }
    return total;
}

Result<Report> lpk_report(const LpkInput& input, const population::Regions& regions,
                          const population::Enumerations& enumerations, bool publication) {
    LOKET_TRY(check(input, regions));
    const LpkContext context{input, regions, enumerations, source_line(input.people), source_line(input.services)};
    auto report = assemble(context);
    if (const auto wrong = problems(report); !wrong.empty()) return internal("LPK: " + wrong.front());
    if (publication) {
        report = for_publication(report);
        drop_small_sentence(report, input);
    }
    illustrate(report);
    return report;
}

}  // namespace loket::reports
