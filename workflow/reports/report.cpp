#include "workflow/reports/report.h"

#include <fmt/format.h>

#include <map>
#include <numeric>

namespace loket::reports {
namespace {

using ValueByLabel = std::map<std::string, std::int64_t>;

void collect(const Table& table, int row, ValueByLabel& figures, std::vector<std::string>& found) {
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const CellRef at{row, c};
        const auto name = figure_name(table, at);
        const auto value = count_at(table, at);
        if (name.empty() || !value) continue;
        const auto [known, fresh] = figures.emplace(name, *value);
        if (!fresh && known->second != *value)
            found.push_back(fmt::format("table {}: figure {} is {} here and {} elsewhere", table.number, name,
                                        *value, known->second));
    }
}

std::optional<std::string> broken(const Relation& relation, const ValueByLabel& figures) {
    const auto sum = figures.find(relation.sum);
    if (sum == figures.end()) return std::nullopt;
    std::int64_t found = 0;
    for (const auto& part : relation.parts) {
        const auto known = figures.find(part);
        if (known == figures.end()) return std::nullopt;
        found += known->second;
    }
    if (found == sum->second) return std::nullopt;
    return fmt::format("figure {} is {} but its parts add up to {}", relation.sum, sum->second, found);
}

}  // namespace

std::vector<const Table*> tables(const Report& report) {
    std::vector<const Table*> out;
    for (const auto& block : report.blocks)
        if (const auto* table = std::get_if<Table>(&block)) out.push_back(table);
    return out;
}

std::vector<Table*> tables(Report& report) {
    std::vector<Table*> out;
    for (auto& block : report.blocks)
        if (auto* table = std::get_if<Table>(&block)) out.push_back(table);
    return out;
}

const Table* find_table(const Report& report, std::string_view number) {
    for (const auto* table : tables(report))
        if (table->number == number) return table;
    return nullptr;
}

std::vector<std::string> problems(const Report& report) {
    std::vector<std::string> found;
    ValueByLabel figures;
    for (const auto* table : tables(report)) {
        const auto own = problems(*table);
        found.insert(found.end(), own.begin(), own.end());
        if (!own.empty()) continue;
        for (std::size_t r = 0; r < table->rows.size(); ++r)
            collect(*table, static_cast<int>(r), figures, found);
        if (table->totals) collect(*table, kTotals, figures, found);
    }
    for (const auto& relation : report.relations)
        if (auto problem = broken(relation, figures)) found.push_back(std::move(*problem));
    return found;
}

}  // namespace loket::reports
