// Horizontal bars: beside each other, stacked, and the two wings of the population pyramid.

#include <algorithm>
#include <cmath>

#include "workflow/reports/chart_parts.h"
#include "workflow/reports/number.h"

namespace loket::reports {

using namespace documents;

namespace {

constexpr double kLabelWidth = 46, kValueWidth = 16;

struct Frame {
    Rect plot;
    Scale scale;
    [[nodiscard]] double x(double value) const { return plot.x + scale.place(value) * plot.w; }
};

void grid(Canvas& canvas, const Frame& frame, int decimals) {
    const auto& [plot, scale] = frame;
    // Whole steps need no decimals.
    const int places = scale.step >= 1 ? 0 : std::max(decimals, 1);
    for (double at = scale.low; at <= scale.high + scale.step / 2; at += scale.step) {
        const double x = frame.x(at);
        canvas.line(x, plot.y, x, plot.bottom(), 0.12, kOutline);
        canvas.text({x - 12, plot.bottom() + 0.8, 24, 3.4}, decimal(at, places), small_text(Align::Centre, kMuted));
    }
    canvas.line(frame.x(0), plot.y, frame.x(0), plot.bottom(), 0.3, kText);
}

std::size_t lanes(const Chart& chart) { return chart.kind == ChartKind::StackedBars ? 1 : std::max<std::size_t>(1, chart.series.size()); }

double category_height(const Chart& chart) { return static_cast<double>(lanes(chart)) * kBarHeight + kBarGap; }

std::optional<double> value_of(const Series& series, std::size_t category) {
    return category < series.values.size() ? series.values[category] : std::nullopt;
}

/// The number at the end of a bar; it steps over the mark of the target instead of standing under it.
void end_value(Canvas& canvas, const Frame& frame, const Chart& chart, std::size_t category, double end, double y, const std::string& words) {
    Rect box{end + 1, y, kValueWidth, kBarHeight};
    if (category < chart.marks.size() && chart.marks[category]) {
        const double mark = frame.x(*chart.marks[category]);
        const auto ink = canvas.measure(box, words, small_text(Align::Left)).ink;
        if (mark > box.x - 0.9 && mark < ink.right() + 0.6) box.x = mark + 1.1;
    }
    canvas.text(box, words, small_text(Align::Left));
}

void plain_bars(Canvas& canvas, const Frame& frame, const Chart& chart, std::size_t category, double top) {
    for (std::size_t s = 0; s < chart.series.size(); ++s) {
        const auto value = value_of(chart.series[s], category);
        const double y = top + static_cast<double>(s) * kBarHeight, from = frame.x(0), to = frame.x(value.value_or(0));
        fill_pattern(canvas, {std::min(from, to), y + 0.2, std::abs(to - from), kBarHeight - 0.4}, s);
        const double end = std::max(from, to);
        // A gap is "withheld" in a masked chart, "not known" elsewhere.
        const auto words = value || chart.withheld ? value_words(value, chart.decimals) : kDash;
        end_value(canvas, frame, chart, category, end, y, words);
    }
    if (category < chart.marks.size() && chart.marks[category]) {
        const double x = frame.x(*chart.marks[category]);
        canvas.line(x, top - 0.5, x, top + category_height(chart) - kBarGap + 0.5, 0.7, kRed);
    }
}

/// The number inside the part if it fits, with a white ground so that no pattern runs through it.
void inner_value(Canvas& canvas, const Rect& bar, double value, const Chart& chart, std::size_t series) {
    const auto words = decimal(value, chart.decimals);
    auto style = small_text(Align::Centre, series == 0 ? kWhite : kText);
    style.size = 6.2;
    const auto placed = canvas.measure({bar.x, bar.y, 60, bar.h}, words, style);
    const double width = placed.ink.w + 1.6;
    if (width > bar.w) return;
    if (series == 1 || series == 3) canvas.fill({bar.x + (bar.w - width) / 2, bar.y + 0.3, width, bar.h - 0.6}, kWhite);
    canvas.text(bar, words, style);
}

void stacked_bar(Canvas& canvas, const Frame& frame, const Chart& chart, std::size_t category, double top) {
    double sum = 0;
    bool complete = true;
    for (std::size_t s = 0; s < chart.series.size(); ++s) {
        const auto value = value_of(chart.series[s], category);
        complete = complete && value;
        const double from = frame.x(sum);
        sum += value.value_or(0);
        const Rect bar{from, top + 0.2, frame.x(sum) - from, kBarHeight - 0.4};
        fill_pattern(canvas, bar, s);
        if (value) inner_value(canvas, bar, *value, chart, s);
    }
    canvas.text({frame.x(sum) + 1, top, kValueWidth, kBarHeight}, complete ? decimal(sum, chart.decimals) : kHiddenMark,
                small_text(Align::Left));
}

double stacked_largest(const Chart& chart) {
    double most = 0;
    for (std::size_t c = 0; c < chart.categories.size(); ++c) {
        double sum = 0;
        for (const auto& series : chart.series) sum += value_of(series, c).value_or(0);
        most = std::max(most, sum);
    }
    return most;
}

/// One wing of the pyramid; direction -1 grows to the left.
void wing(Canvas& canvas, const Chart& chart, std::size_t series, double axis, double reach, const Rect& body, int direction) {
    const auto scale = scale_for(0, largest(chart));
    const double step = kBarHeight + 0.5;
    for (std::size_t c = 0; c < chart.categories.size(); ++c) {
        const auto value = value_of(chart.series[series], c);
        const double length = scale.place(value.value_or(0)) * reach;
        const double y = body.y + static_cast<double>(chart.categories.size() - 1 - c) * step;
        const double left = direction < 0 ? axis - length : axis;
        fill_pattern(canvas, {left, y, length, kBarHeight}, series);
        const double words_x = direction < 0 ? left - kValueWidth - 0.8 : left + length + 0.8;
        canvas.text({words_x, y, kValueWidth, kBarHeight}, value_words(value, chart.decimals),
                    small_text(direction < 0 ? Align::Right : Align::Left));
    }
    canvas.line(axis, body.y - 0.5, axis, body.bottom() - kAxisHeight, 0.3, kText);
}

}  // namespace

double bars_height(const Chart& chart) {
    return static_cast<double>(chart.categories.size()) * category_height(chart) + kBarGap + kAxisHeight;
}

void draw_bars(Canvas& canvas, const Rect& box, const Chart& chart) {
    const bool stacked = chart.kind == ChartKind::StackedBars;
    const Frame frame{{box.x + kLabelWidth, box.y, box.w - kLabelWidth - kValueWidth, box.h - kAxisHeight},
                      scale_for(smallest(chart), stacked ? stacked_largest(chart) : largest(chart))};
    grid(canvas, frame, chart.decimals);
    const double step = category_height(chart);
    for (std::size_t c = 0; c < chart.categories.size(); ++c) {
        const double top = box.y + kBarGap + static_cast<double>(c) * step;
        auto style = small_text(Align::Right);
        style.max_lines = lanes(chart) > 1 ? 2 : 1;
        if (style.max_lines > 1) style.min_size = 6.3;
        canvas.text({box.x, top, kLabelWidth - 2, step - kBarGap}, chart.categories[c], style);
        if (stacked)
            stacked_bar(canvas, frame, chart, c, top);
        else
            plain_bars(canvas, frame, chart, c, top);
    }
}

double pyramid_height(const Chart& chart) {
    return static_cast<double>(chart.categories.size()) * (kBarHeight + 0.5) + kAxisHeight;
}

void draw_pyramid(Canvas& canvas, const Rect& box, const Chart& chart) {
    constexpr double kMiddleWidth = 16;
    if (chart.series.size() != 2) return canvas.fail(internal("a pyramid has two series"));
    const double middle = box.x + box.w / 2, reach = (box.w - kMiddleWidth) / 2 - kValueWidth;
    wing(canvas, chart, 0, middle - kMiddleWidth / 2, reach, box, -1);
    wing(canvas, chart, 1, middle + kMiddleWidth / 2, reach, box, 1);
    for (std::size_t c = 0; c < chart.categories.size(); ++c)
        canvas.text({middle - kMiddleWidth / 2, box.y + static_cast<double>(chart.categories.size() - 1 - c) * (kBarHeight + 0.5),
                     kMiddleWidth, kBarHeight},
                    chart.categories[c], small_text(Align::Centre));
    const double foot = box.bottom() - kAxisHeight + 0.6;
    auto style = small_text(Align::Centre);
    style.weight = Weight::SemiBold;
    canvas.text({middle - kMiddleWidth / 2 - reach, foot, reach, 4}, chart.series[0].name, style);
    canvas.text({middle + kMiddleWidth / 2, foot, reach, 4}, chart.series[1].name, style);
    canvas.text({middle - kMiddleWidth / 2, foot, kMiddleWidth, 4}, "umur", small_text(Align::Centre, kMuted));
}

}  // namespace loket::reports
