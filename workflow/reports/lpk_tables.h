#pragma once
// The tables of the LPK in groups; private to this folder.

#include <vector>

#include "workflow/reports/lpk.h"
#include "workflow/reports/table_maker.h"

namespace loket::reports {

/// What every group of tables is made from.
struct LpkContext {
    const LpkInput& input;
    const population::Regions& regions;
    const population::Enumerations& enumerations;
    std::string people_source;   ///< "Sumber: …, keadaan 31 Desember 2025."
    std::string service_source;

    [[nodiscard]] const DistrictFacts* facts(const std::string& district) const;
    /// Sum of a fact over all districts; nothing unless every district has it.
    [[nodiscard]] std::optional<std::int64_t> sum(std::optional<std::int64_t> DistrictFacts::*fact) const;
};

inline constexpr auto kPeople = "penduduk";
std::string district_dims(const AreaFigures& area);  ///< "kec=21.01.06"
void append(std::vector<Cell>& cells, const Split& split);  ///< L, P, L+P
Cell share(std::int64_t part, std::int64_t whole);          ///< percentage

/// One row a district and the sum below. `cells` gives the cells of an area, its name not included.
template <class CellsOf>
void fill_districts(TableMaker& maker, const PopulationFigures& figures, CellsOf cells_of) {
    const auto cells = [&](const AreaFigures& area) {
        auto out = cells_of(area);
        out.insert(out.begin(), text(area.name));
        return out;
    };
    for (const auto& area : figures.districts) maker.row(cells(area), district_dims(area));
    maker.totals(cells(figures.all));
}

std::vector<Table> people_tables(const LpkContext& context);     ///< 1–3
std::vector<Table> trait_tables(const LpkContext& context);      ///< 4–9
std::vector<Table> paper_tables(const LpkContext& context);      ///< 10–14
Table balance_table(const LpkContext& context);                  ///< 15c
std::string balance_words(const LpkContext& context);
std::vector<Table> closing_tables(const LpkContext& context);    ///< 16–18
std::vector<Relation> people_relations(const LpkContext& context);

}  // namespace loket::reports
