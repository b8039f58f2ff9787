#include "workflow/reports/sample_size.h"

#include <algorithm>
#include <cmath>

namespace loket::reports {

int krejcie_morgan_formula(std::int64_t population) {
    if (population <= 0) return 0;
    constexpr double kChiSquare = 3.841, kShare = 0.5, kError = 0.05;
    constexpr double kSpread = kChiSquare * kShare * (1 - kShare);
    const auto n = static_cast<double>(population);
    return static_cast<int>(std::floor(kSpread * n / (kError * kError * (n - 1) + kSpread) + 0.5));
}

int sample_size(std::int64_t population) {
    const int formula = krejcie_morgan_formula(population);
    const auto& last = kKrejcieMorgan.back();
    return population >= last.first ? std::max(formula, last.second) : formula;
}

Table sample_size_table() {
    Table table{.number = "S",
                .title = "Jumlah sampel menurut Krejcie dan Morgan",
                .source = "Krejcie & Morgan (1970), tingkat kepercayaan 95 %, galat 5 %, P = 0,5.",
                .columns = {{.title = "Populasi", .kind = ColumnKind::Count},
                            {.title = "Sampel menurut tabel", .kind = ColumnKind::Count},
                            {.title = "Sampel menurut rumus", .kind = ColumnKind::Count}},
                .rows = {}};
    for (const auto& [population, sample] : kKrejcieMorgan)
        table.rows.push_back({{count(population), count(sample), count(krejcie_morgan_formula(population))}});
    return table;
}

}  // namespace loket::reports
