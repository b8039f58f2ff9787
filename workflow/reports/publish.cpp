#include "workflow/reports/publish.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>

namespace loket::reports {
namespace {

/// Hidden parts of a known sum must leave room for doubt: at least two of them, together above what single small
/// cells would make certain.
constexpr std::size_t kFewestHidden = 2;
constexpr std::int64_t kLeastHiddenSum = kLargestSmallCell + 1;

/// A figure that may stand in several cells.
struct Figure {
    std::int64_t value = 0;
    bool hidden = false;
};

struct Sum {
    std::size_t sum = 0;
    std::vector<std::size_t> parts;
};

/// All figures of a report and how they add up, freed from the tables they stand in.
class Figures {
  public:
    explicit Figures(const Report& report) {
        for (const auto* table : tables(report))
            if (table->disclosure == Disclosure::People) add(*table);
        for (const auto& relation : report.relations) add(relation);
    }

    void suppress() {
        for (auto& figure : figures_)
            figure.hidden = figure.value != 0 && std::abs(figure.value) <= kLargestSmallCell;
        for (bool changed = true; changed;) {
            changed = false;
            for (const auto& sum : sums_) changed = protect(sum) || changed;
        }
    }

    [[nodiscard]] bool hidden(const Table& table, CellRef at) const {
        const auto known = index_.find(name(table, at));
        return known != index_.end() && figures_[known->second].hidden;
    }

  private:
    /// Cells without a name of their own are figures of their table only.
    static std::string name(const Table& table, CellRef at) {
        auto own = figure_name(table, at);
        return own.empty() ? fmt::format("#{}:{}:{}", table.number, at.row, at.column) : own;
    }

    std::optional<std::size_t> place(const Table& table, CellRef at) {
        const auto value = count_at(table, at);
        if (!value) return std::nullopt;
        const auto [known, fresh] = index_.emplace(name(table, at), figures_.size());
        if (fresh) figures_.push_back({*value, false});
        return known->second;
    }

    void add(const Table& table) {
        for (int r = kTotals; r < static_cast<int>(table.rows.size()); ++r) {
            if (r == kTotals && !table.totals) continue;
            for (std::size_t c = 0; c < table.columns.size(); ++c) place(table, {r, c});
        }
        for (const auto& constraint : constraints(table)) {
            const auto sum = place(table, constraint.sum);
            Sum line;
            for (const auto& part : constraint.parts)
                if (const auto at = place(table, part)) line.parts.push_back(*at);
            // An unknown part breaks the sum: nothing follows from it.
            if (!sum || line.parts.size() != constraint.parts.size()) continue;
            line.sum = *sum;
            sums_.push_back(std::move(line));
        }
    }

    void add(const Relation& relation) {
        Sum line;
        std::int64_t together = 0;
        for (const auto& part : relation.parts) {
            const auto known = index_.find(part);
            if (known == index_.end()) return;
            line.parts.push_back(known->second);
            together += figures_[known->second].value;
        }
        // A sum that stands in no table is taken for publicly known.
        const auto [sum, fresh] = index_.emplace(relation.sum, figures_.size());
        if (fresh) figures_.push_back({together, false});
        line.sum = sum->second;
        sums_.push_back(std::move(line));
    }

    [[nodiscard]] bool follows(const Sum& sum) const {
        std::size_t hidden = 0;
        std::int64_t together = 0;
        for (const auto part : sum.parts) {
            if (!figures_[part].hidden) continue;
            ++hidden;
            together += figures_[part].value;
        }
        if (figures_[sum.sum].hidden) return hidden == 0;
        return hidden != 0 && (hidden < kFewestHidden || together < kLeastHiddenSum);
    }

    /// Hides one more figure if something still follows; the smallest part first, the sum as the last resort.
    bool protect(const Sum& sum) {
        if (!follows(sum)) return false;
        Figure* least = nullptr;
        for (const auto part : sum.parts) {
            auto& figure = figures_[part];
            if (figure.hidden || figure.value == 0) continue;
            if (least == nullptr || figure.value < least->value) least = &figure;
        }
        if (least == nullptr) least = &figures_[sum.sum];
        if (least->hidden) return false;
        least->hidden = true;
        return true;
    }

    std::map<std::string, std::size_t> index_;
    std::vector<Figure> figures_;
    std::vector<Sum> sums_;
};

/// Counts first, then the ratios made from them.
void mask_row(Table& table, int row, const Figures& figures) {
    for (std::size_t c = 0; c < table.columns.size(); ++c)
        if (count_at(table, {row, c}) && figures.hidden(table, {row, c})) cell_at(table, {row, c}) = Hidden{};
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const auto& from = table.columns[c].derived_from;
        const bool tells = std::any_of(from.begin(), from.end(), [&](std::size_t source) {
            return std::holds_alternative<Hidden>(cell_at(table, {row, source}));
        });
        if (tells && !std::holds_alternative<std::monostate>(cell_at(table, {row, c})))
            cell_at(table, {row, c}) = Hidden{};
    }
}

void mask(Table& table, const Figures& figures) {
    for (std::size_t r = 0; r < table.rows.size(); ++r) mask_row(table, static_cast<int>(r), figures);
    if (table.totals) mask_row(table, kTotals, figures);
    table.notes.push_back(
        fmt::format("{} = disembunyikan agar tidak menunjuk orang tertentu (UU 27/2022): sel bernilai 1–{} dan sel yang "
                    "dapat membukanya.",
                    kHiddenMark, kLargestSmallCell));
}

bool stays(const Block& block) {
    if (const auto* chart = std::get_if<Chart>(&block)) return chart->disclosure == Disclosure::Open;
    const auto* table = std::get_if<Table>(&block);
    return table == nullptr || table->disclosure != Disclosure::Internal;
}

}  // namespace

Report for_publication(const Report& report) {
    Report out = report;
    out.publication = true;
    out.blocks.clear();
    std::copy_if(report.blocks.begin(), report.blocks.end(), std::back_inserter(out.blocks), stays);
    Figures figures(out);
    figures.suppress();
    for (auto* table : tables(out))
        if (table->disclosure == Disclosure::People) mask(*table, figures);
    return out;
}

}  // namespace loket::reports
