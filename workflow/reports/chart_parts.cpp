// Patterns, markers, scales.

#include "workflow/reports/chart_parts.h"

#include <algorithm>
#include <cmath>

#include "workflow/reports/number.h"

namespace loket::reports {

using namespace documents;

namespace {

constexpr Colour kMiddle{0x7d, 0xab, 0xdd};
constexpr double kHairline = 0.18;

/// Strokes at 45 degrees, cut off at the box: direction 1 rises to the right, -1 falls.
void hatch(Canvas& canvas, const Rect& box, double spacing, int direction) {
    for (double offset = spacing / 2; offset < box.w + box.h; offset += spacing) {
        // The stroke runs from the bottom (or left) edge to the top (or right) one, in coordinates of the box.
        const double from = std::max(0.0, offset - box.h), to = std::min(offset, box.w);
        const auto x = [&](double at) { return direction > 0 ? box.x + at : box.right() - at; };
        canvas.line(x(from), box.y + (offset - from), x(to), box.y + (offset - to), kHairline, kText);
    }
}

}  // namespace

void fill_pattern(Canvas& canvas, const Rect& box, std::size_t series) {
    if (box.w <= 0 || box.h <= 0) return;
    switch (series % kSeries) {
        case 0:
            canvas.fill(box, kPrimary);
            return;
        case 1:
            canvas.fill(box, kWhite);
            hatch(canvas, box, 1.3, -1);
            break;
        case 2:
            canvas.fill(box, kMiddle);
            break;
        case 3:
            canvas.fill(box, kWhite);
            hatch(canvas, box, 1.6, 1);
            hatch(canvas, box, 1.6, -1);
            break;
        case 4:
            canvas.fill(box, kWhite);
            break;
        default:
            canvas.fill(box, kText);
            return;
    }
    canvas.frame(box, kHairline, kText);
}

void marker(Canvas& canvas, double x, double y, std::size_t series) {
    constexpr double r = 0.95;
    switch (series % kSeries) {
        case 0:
            return canvas.fill({x - r, y - r, 2 * r, 2 * r}, kPrimary, r);
        case 1:
            canvas.fill({x - r, y - r, 2 * r, 2 * r}, kWhite);
            return canvas.frame({x - r, y - r, 2 * r, 2 * r}, 0.3, kText);
        case 2:
            return canvas.polygon({{x, y - 1.2 * r}, {x + 1.2 * r, y + r}, {x - 1.2 * r, y + r}}, kSuccess);
        case 3:
            return canvas.polygon({{x, y - 1.3 * r}, {x + 1.3 * r, y}, {x, y + 1.3 * r}, {x - 1.3 * r, y}}, kRed);
        case 4:
            canvas.line(x - r, y - r, x + r, y + r, 0.35, kText);
            return canvas.line(x - r, y + r, x + r, y - r, 0.35, kText);
        default:
            canvas.fill({x - r, y - r, 2 * r, 2 * r}, kWhite, r);
            return canvas.frame({x - r, y - r, 2 * r, 2 * r}, 0.3, kText, r);
    }
}

double dash_of(std::size_t series) {
    constexpr double kDashes[kSeries] = {0, 2.2, 0.7, 3.4, 1.4, 0.4};
    return kDashes[series % kSeries];
}

Colour line_colour(std::size_t series) {
    constexpr Colour kColours[kSeries] = {kPrimary, kText, kSuccess, kRed, kMuted, kText};
    return kColours[series % kSeries];
}

Scale scale_for(double least, double most) {
    constexpr int kSteps = 5;
    const double low = std::min(0.0, least), high = std::max(most, low);
    if (!(high > low)) return {0, 1, 1};
    const double raw = (high - low) / kSteps;
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    const double lead = raw / power;
    const double step = (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10) * power;
    return {std::floor(low / step) * step, std::ceil(high / step) * step, step};
}

std::string value_words(const std::optional<double>& value, int decimals) {
    return value ? decimal(*value, decimals) : kHiddenMark;
}

double largest(const Chart& chart) {
    double most = 0;
    for (const auto& series : chart.series)
        for (const auto& value : series.values) most = std::max(most, value.value_or(0));
    for (const auto& mark : chart.marks) most = std::max(most, mark.value_or(0));
    return most;
}

double smallest(const Chart& chart) {
    double least = 0;
    for (const auto& series : chart.series)
        for (const auto& value : series.values) least = std::min(least, value.value_or(0));
    return least;
}

TextStyle small_text(Align align, Colour colour) {
    return {.size = 7, .colour = colour, .align = align, .valign = VAlign::Middle, .min_size = 5};
}

}  // namespace loket::reports
