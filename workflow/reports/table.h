#pragma once
// The one model every report is made of. A table knows where its numbers come from and how they add up, so that it
// can be checked, masked, and written as CSV, paper or chart without anybody knowing which report it belongs to.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace loket::reports {

/// A figure withheld for publication.
struct Hidden {
    auto operator<=>(const Hidden&) const = default;
};
/// Nothing (not known, does not apply), text, a count, a measure, or a withheld figure.
using Cell = std::variant<std::monostate, std::string, std::int64_t, double, Hidden>;

inline Cell count(std::int64_t value) { return value; }
inline Cell text(std::string value) { return value; }
/// Nothing stays nothing: an average of nobody is not 0.
inline Cell measure(std::optional<double> value) { return value ? Cell{*value} : Cell{}; }
inline Cell count_if(std::optional<std::int64_t> value) { return value ? Cell{*value} : Cell{}; }

enum class ColumnKind : std::uint8_t {
    Label,    ///< text, left
    Count,    ///< whole numbers that add up down the column
    Measure,  ///< averages, shares, ratios: never added
};

struct Column {
    std::string title;
    ColumnKind kind = ColumnKind::Label;
    std::string group = {};  ///< heading over neighbours of the same group; empty: none
    std::string unit = {};   ///< "%", "menit"; printed under the title
    int decimals = 2;        ///< of a measure
    /// What the column counts within its row, for recognising the same figure elsewhere: "jk=L". Parts are joined by '&'.
    std::string dims = {};
    std::string subject = {};                   ///< overrides Table::subject
    std::vector<std::size_t> sum_of = {};       ///< Count: it is the sum of these columns
    std::vector<std::size_t> derived_from = {};  ///< Measure: counts that it would give away
};

enum class Level : std::uint8_t {
    Detail,
    Subtotal,  ///< sum of the details that follow it
};

struct Row {
    std::vector<Cell> cells;
    Level level = Level::Detail;
    std::string dims = {};  ///< "kec=21.01.06"
};

/// How far a table may go.
enum class Disclosure : std::uint8_t {
    Open,      ///< nothing about single people
    People,    ///< counts of people: small cells are masked before publication (UU 27/2022)
    Internal,  ///< about named staff, or free text: never published
};

struct Table {
    std::string number;  ///< "4a"; also the order of files
    std::string title;
    std::string source;  ///< where from and of which day; no table goes without
    Disclosure disclosure = Disclosure::Open;
    std::string subject = {};  ///< what is counted ("penduduk"); with dims it names a figure across tables
    std::vector<Column> columns;
    std::vector<Row> rows;
    std::optional<Row> totals = {};
    std::vector<std::string> notes = {};
    std::string when_empty = "Tidak ada data pada periode ini.";  ///< printed instead of an empty table
};

/// Place of a cell; row -1 is the totals row.
struct CellRef {
    int row = 0;
    std::size_t column = 0;
    auto operator<=>(const CellRef&) const = default;
};
inline constexpr int kTotals = -1;

/// `sum` must equal the sum of `parts`.
struct Constraint {
    CellRef sum;
    std::vector<CellRef> parts;
};

const Cell& cell_at(const Table& table, CellRef at);
Cell& cell_at(Table& table, CellRef at);
/// The count in a cell, if it holds one.
std::optional<std::int64_t> count_at(const Table& table, CellRef at);

/// All sums the table promises: columns that add columns, totals, subtotals.
std::vector<Constraint> constraints(const Table& table);
/// A figure's name from its subject and traits, which are put in order: ("penduduk", {"kec=21.01.06", "jk=L"}).
std::string compose_figure(const std::string& subject, std::vector<std::string> dims);
/// Name of the figure in a cell ("penduduk&desa=21.01.06.1008&jk=L"); equal names are equal figures, in any table.
/// Empty for a cell that is no count or a table without subject.
std::string figure_name(const Table& table, CellRef at);

/// As printed on paper; `decimals` of the column.
std::string printed(const Cell& cell, const Column& column);
/// What stands for a withheld figure.
inline constexpr auto kHiddenMark = "*";

/// What is wrong with the table: rows of another width, sums that do not hold, a missing source. Empty when all is well.
std::vector<std::string> problems(const Table& table);

}  // namespace loket::reports
