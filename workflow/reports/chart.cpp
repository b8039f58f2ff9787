// The frame of every chart: title, legend, source; and charts from tables.

#include "workflow/reports/chart.h"

#include <fmt/format.h>

#include <algorithm>

#include "workflow/reports/chart_parts.h"

namespace loket::reports {
namespace {

using namespace documents;

constexpr double kTitleHeight = 6, kLegendHeight = 5.5, kSourceHeight = 4.5, kLineHeight = 62;

bool has_legend(const Chart& chart) { return chart.series.size() > 1 || !chart.mark_name.empty() || chart.withheld; }

double body_height(const Chart& chart) {
    switch (chart.kind) {
        case ChartKind::Bars:
        case ChartKind::StackedBars:
            return bars_height(chart);
        case ChartKind::Pyramid:
            return pyramid_height(chart);
        case ChartKind::Lines:
            break;
    }
    return kLineHeight;
}

void legend(Canvas& canvas, double x, double y, const Chart& chart) {
    constexpr double kKey = 6, kGap = 6;
    const auto style = small_text(Align::Left);
    const auto words = [&](const std::string& text) {
        const auto placed = canvas.text({x + kKey + 1.5, y, 90, 4}, text, style);
        x = placed.ink.right() + kGap;
    };
    for (std::size_t s = 0; s < chart.series.size() && chart.series.size() > 1; ++s) {
        if (chart.kind == ChartKind::Lines) {
            canvas.line(x, y + 1.9, x + kKey, y + 1.9, 0.5, line_colour(s), dash_of(s));
            marker(canvas, x + kKey / 2, y + 1.9, s);
        } else {
            fill_pattern(canvas, {x, y + 0.4, kKey, 3}, s);
        }
        words(chart.series[s].name);
    }
    if (!chart.mark_name.empty()) {
        canvas.line(x + kKey / 2, y + 0.2, x + kKey / 2, y + 3.6, 0.7, kRed);
        words(chart.mark_name);
    }
    if (chart.withheld) canvas.text({x, y, 60, 4}, fmt::format("{} disembunyikan", kHiddenMark), style);
}

Series series_of(const Table& table, const ChartPlan& plan, std::size_t place) {
    const auto& column = table.columns[plan.columns[place]];
    auto name = column.group.empty() ? column.title : column.group + " " + column.title;
    Series out{place < plan.names.size() ? plan.names[place] : std::move(name), {}};
    for (const auto& row : table.rows) {
        if (row.level != plan.level) continue;
        const auto& cell = row.cells[plan.columns[place]];
        if (const auto* number = std::get_if<std::int64_t>(&cell))
            out.values.emplace_back(static_cast<double>(*number));
        else if (const auto* value = std::get_if<double>(&cell))
            out.values.emplace_back(*value);
        else
            out.values.emplace_back(std::nullopt);
    }
    return out;
}

}  // namespace

Chart chart_of(const Table& table, const ChartPlan& plan) {
    Chart chart{.kind = plan.kind, .title = plan.title, .source = table.source, .disclosure = table.disclosure};
    for (const auto& row : table.rows) {
        if (row.level != plan.level) continue;
        const auto* name = std::get_if<std::string>(&row.cells[plan.label]);
        chart.categories.push_back(name == nullptr ? printed(row.cells[plan.label], table.columns[plan.label]) : *name);
        for (const auto column : plan.columns)
            chart.withheld = chart.withheld || std::holds_alternative<Hidden>(row.cells[column]);
    }
    for (std::size_t i = 0; i < plan.columns.size(); ++i) {
        chart.series.push_back(series_of(table, plan, i));
        const auto& column = table.columns[plan.columns[i]];
        if (column.kind == ColumnKind::Measure) chart.decimals = column.decimals;
    }
    return chart;
}

double chart_height(const Chart& chart, double /*width*/) {
    return kTitleHeight + (has_legend(chart) ? kLegendHeight : 0) + body_height(chart) + (chart.source.empty() ? 0 : kSourceHeight);
}

void draw_chart(Canvas& canvas, const Rect& box, const Chart& chart) {
    double y = box.y;
    canvas.text({box.x, y, box.w, kTitleHeight}, chart.title,
                {.size = 9.5, .weight = Weight::SemiBold, .colour = kText, .min_size = 7});
    y += kTitleHeight;
    if (has_legend(chart)) {
        legend(canvas, box.x, y, chart);
        y += kLegendHeight;
    }
    const Rect body{box.x, y, box.w, body_height(chart)};
    if (chart.categories.empty()) {
        canvas.text(body, "Tidak ada data.", small_text(Align::Left, kMuted));
    } else if (chart.kind == ChartKind::Pyramid) {
        draw_pyramid(canvas, body, chart);
    } else if (chart.kind == ChartKind::Lines) {
        draw_lines(canvas, body, chart);
    } else {
        draw_bars(canvas, body, chart);
    }
    canvas.text({box.x, body.bottom() + 0.6, box.w, 3.6}, chart.source,
                {.size = 6.5, .colour = kMuted, .min_size = 5});
}

}  // namespace loket::reports
