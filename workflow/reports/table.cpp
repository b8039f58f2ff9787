#include "workflow/reports/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "workflow/reports/number.h"

namespace loket::reports {
namespace {

const Row& row_at(const Table& table, int row) {
    return row == kTotals ? *table.totals : table.rows[static_cast<std::size_t>(row)];
}

void add_across(const Table& table, int row, std::vector<Constraint>& out) {
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const auto& parts = table.columns[c].sum_of;
        if (parts.empty()) continue;
        Constraint across{{row, c}, {}};
        for (const auto part : parts) across.parts.push_back({row, part});
        out.push_back(std::move(across));
    }
}

/// The totals add the subtotals if there are any, else the details.
void add_totals(const Table& table, std::size_t column, std::vector<Constraint>& out) {
    const bool nested = std::any_of(table.rows.begin(), table.rows.end(),
                                    [](const Row& row) { return row.level == Level::Subtotal; });
    Constraint down{{kTotals, column}, {}};
    for (std::size_t r = 0; r < table.rows.size(); ++r)
        if (!nested || table.rows[r].level == Level::Subtotal)
            down.parts.push_back({static_cast<int>(r), column});
    out.push_back(std::move(down));
}

void add_subtotals(const Table& table, std::size_t column, std::vector<Constraint>& out) {
    std::optional<Constraint> down;
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        const CellRef at{static_cast<int>(r), column};
        if (table.rows[r].level == Level::Subtotal) {
            if (down && !down->parts.empty()) out.push_back(std::move(*down));
            down = Constraint{at, {}};
        } else if (down) {
            down->parts.push_back(at);
        }
    }
    if (down && !down->parts.empty()) out.push_back(std::move(*down));
}

std::string describe(const Table& table, const Constraint& sum, std::int64_t expected, std::int64_t found) {
    const auto row = sum.sum.row == kTotals ? std::string("totals") : fmt::format("row {}", sum.sum.row + 1);
    return fmt::format("table {}: {}, column \"{}\" says {} but its parts add up to {}", table.number, row,
                       table.columns[sum.sum.column].title, expected, found);
}

/// A sum over unknown or withheld figures cannot be checked.
std::optional<std::string> broken(const Table& table, const Constraint& constraint) {
    const auto expected = count_at(table, constraint.sum);
    if (!expected) return std::nullopt;
    std::int64_t found = 0;
    for (const auto& part : constraint.parts) {
        const auto value = count_at(table, part);
        if (!value) return std::nullopt;
        found += *value;
    }
    if (found == *expected) return std::nullopt;
    return describe(table, constraint, *expected, found);
}

}  // namespace

const Cell& cell_at(const Table& table, CellRef at) { return row_at(table, at.row).cells[at.column]; }
Cell& cell_at(Table& table, CellRef at) {
    auto& row = at.row == kTotals ? *table.totals : table.rows[static_cast<std::size_t>(at.row)];
    return row.cells[at.column];
}

std::optional<std::int64_t> count_at(const Table& table, CellRef at) {
    const auto* value = std::get_if<std::int64_t>(&cell_at(table, at));
    return value ? std::optional(*value) : std::nullopt;
}

std::vector<Constraint> constraints(const Table& table) {
    std::vector<Constraint> out;
    for (std::size_t r = 0; r < table.rows.size(); ++r) add_across(table, static_cast<int>(r), out);
    if (table.totals) add_across(table, kTotals, out);
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        if (table.columns[c].kind != ColumnKind::Count) continue;
        if (table.totals && !std::holds_alternative<std::monostate>(table.totals->cells[c]))
            add_totals(table, c, out);
        add_subtotals(table, c, out);
    }
    return out;
}

std::string compose_figure(const std::string& subject, std::vector<std::string> dims) {
    std::sort(dims.begin(), dims.end());
    dims.erase(std::unique(dims.begin(), dims.end()), dims.end());
    return fmt::format("{}{}{}", subject, dims.empty() ? "" : "&", fmt::join(dims, "&"));
}

std::string figure_name(const Table& table, CellRef at) {
    const auto& column = table.columns[at.column];
    const auto& subject = column.subject.empty() ? table.subject : column.subject;
    if (subject.empty() || column.kind != ColumnKind::Count) return {};
    std::vector<std::string> parts;
    for (const auto& dims : {row_at(table, at.row).dims, column.dims}) {
        std::istringstream in(dims);
        for (std::string part; std::getline(in, part, '&');) parts.push_back(part);
    }
    return compose_figure(subject, std::move(parts));
}

std::string printed(const Cell& cell, const Column& column) {
    if (const auto* words = std::get_if<std::string>(&cell)) return *words;
    if (const auto* value = std::get_if<std::int64_t>(&cell)) return grouped(*value);
    if (const auto* value = std::get_if<double>(&cell)) return decimal(*value, column.decimals);
    return std::holds_alternative<Hidden>(cell) ? kHiddenMark : kDash;
}

std::vector<std::string> problems(const Table& table) {
    std::vector<std::string> found;
    if (table.source.empty()) found.push_back(fmt::format("table {} names no source", table.number));
    const auto fits = [&](const Row& row) { return row.cells.size() == table.columns.size(); };
    if (!std::all_of(table.rows.begin(), table.rows.end(), fits) || (table.totals && !fits(*table.totals))) {
        found.push_back(fmt::format("table {} has rows of another width than its columns", table.number));
        return found;
    }
    for (const auto& constraint : constraints(table))
        if (auto problem = broken(table, constraint)) found.push_back(std::move(*problem));
    return found;
}

}  // namespace loket::reports
