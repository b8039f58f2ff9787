#pragma once
// Charts as data, and their drawing in millimetres. Readable without colour: every series has its own pattern or
// marker, and every value its number.

#include <optional>
#include <string>
#include <vector>

#include "workflow/documents/canvas.h"
#include "workflow/reports/table.h"

namespace loket::reports {

enum class ChartKind : std::uint8_t {
    Bars,         ///< horizontal, one bar a series beside each other
    StackedBars,  ///< horizontal, series one after another
    Pyramid,      ///< two series, left and right of the axis, first category at the bottom
    Lines,        ///< categories from left to right
};

struct Series {
    std::string name;
    std::vector<std::optional<double>> values;  ///< nothing: not known or withheld; drawn as a gap
};

struct Chart {
    ChartKind kind = ChartKind::Bars;
    std::string title;
    std::vector<std::string> categories = {};
    std::vector<Series> series = {};       ///< at most kSeries
    std::string unit = {};            ///< "jiwa", "menit", "%"
    int decimals = 0;                 ///< of the printed values
    std::vector<std::optional<double>> marks = {};  ///< Bars: a target by category, drawn across the bars
    std::string mark_name = {};       ///< "standar SOP"
    std::string source = {};
    bool withheld = false;            ///< some values are masked; the legend says so
    Disclosure disclosure = Disclosure::Open;
};

inline constexpr std::size_t kSeries = 6;

/// Columns of a table as series over its rows of one level, the categories named by column `label`. Masked cells become
/// gaps. Source and disclosure are the table's.
struct ChartPlan {
    ChartKind kind = ChartKind::Bars;
    std::string title;
    std::size_t label = 0;
    std::vector<std::size_t> columns;
    std::vector<std::string> names = {};  ///< of the series; empty: group and title of the columns
    Level level = Level::Detail;
};
Chart chart_of(const Table& table, const ChartPlan& plan);

/// Height the chart wants at this width, mm.
double chart_height(const Chart& chart, double width);
/// Draws title, legend, chart and source into the box.
void draw_chart(documents::Canvas& canvas, const documents::Rect& box, const Chart& chart);

}  // namespace loket::reports
