// Lines over time. Every series has its dash, its marker and its numbers.

#include <algorithm>
#include <cmath>

#include "workflow/reports/chart_parts.h"
#include "workflow/reports/number.h"

namespace loket::reports {

using namespace documents;

namespace {

constexpr double kLeft = 16, kRight = 26, kLabelHeight = 3;

struct Plane {
    Rect plot;
    Scale scale;
    std::size_t categories = 1;
    [[nodiscard]] double x(std::size_t category) const {
        return plot.x + plot.w * (static_cast<double>(category) + 0.5) / static_cast<double>(categories);
    }
    [[nodiscard]] double y(double value) const { return plot.bottom() - scale.place(value) * plot.h; }
};

void axes(Canvas& canvas, const Plane& plane, const Chart& chart) {
    const auto& [plot, scale, categories] = plane;
    for (double at = scale.low; at <= scale.high + scale.step / 2; at += scale.step) {
        canvas.line(plot.x, plane.y(at), plot.right(), plane.y(at), 0.12, kOutline);
        canvas.text({plot.x - kLeft, plane.y(at) - 1.7, kLeft - 1.5, 3.4}, decimal(at, scale.step >= 1 ? 0 : 1),
                    small_text(Align::Right, kMuted));
    }
    canvas.line(plot.x, plane.y(0), plot.right(), plane.y(0), 0.3, kText);
    const double width = plot.w / static_cast<double>(categories);
    for (std::size_t c = 0; c < categories; ++c)
        canvas.text({plane.x(c) - width / 2, plot.bottom() + 1, width, 3.4}, chart.categories[c], small_text(Align::Centre));
}

/// The numbers of one category, pushed apart so that none covers another: lowest first, each above the one before.
void numbers(Canvas& canvas, const Plane& plane, const Chart& chart, std::size_t category) {
    std::vector<std::pair<double, double>> labels;  // place of the point, value
    for (const auto& series : chart.series)
        if (category < series.values.size() && series.values[category])
            labels.emplace_back(plane.y(*series.values[category]), *series.values[category]);
    std::sort(labels.begin(), labels.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    double last = plane.plot.bottom() + kLabelHeight;
    for (const auto& [point, value] : labels) {
        const double middle = std::min(point, last - kLabelHeight);
        last = middle;
        auto style = small_text(Align::Left);
        style.size = 6.2;
        const Rect box{plane.x(category) + 1.6, middle - kLabelHeight / 2, 14, kLabelHeight};
        const auto words = decimal(value, chart.decimals);
        const auto ink = canvas.measure(box, words, style).ink;
        canvas.fill({ink.x - 0.3, middle - kLabelHeight / 2 + 0.2, ink.w + 0.6, kLabelHeight - 0.4}, kWhite);
        canvas.text(box, words, style);
    }
}

void one_line(Canvas& canvas, const Plane& plane, const Series& series, std::size_t place) {
    std::optional<std::pair<double, double>> before;
    const auto points = std::min(series.values.size(), plane.categories);
    for (std::size_t c = 0; c < points; ++c) {
        if (!series.values[c]) {
            before.reset();
            continue;
        }
        const std::pair at{plane.x(c), plane.y(*series.values[c])};
        if (before) canvas.line(before->first, before->second, at.first, at.second, 0.5, line_colour(place), dash_of(place));
        before = at;
    }
    for (std::size_t c = 0; c < points; ++c)
        if (series.values[c]) marker(canvas, plane.x(c), plane.y(*series.values[c]), place);
}

}  // namespace

void draw_lines(Canvas& canvas, const Rect& box, const Chart& chart) {
    const Plane plane{{box.x + kLeft, box.y + 2, box.w - kLeft - kRight / 2, box.h - kAxisHeight - 3},
                      scale_for(smallest(chart), largest(chart)), std::max<std::size_t>(1, chart.categories.size())};
    axes(canvas, plane, chart);
    for (std::size_t s = 0; s < chart.series.size(); ++s) one_line(canvas, plane, chart.series[s], s);
    for (std::size_t c = 0; c < chart.categories.size(); ++c) numbers(canvas, plane, chart, c);
}

}  // namespace loket::reports
