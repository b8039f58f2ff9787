#pragma once
// What the kinds of charts share; private to this folder.

#include <string>
#include <utility>
#include <vector>

#include "workflow/reports/chart.h"

namespace loket::reports {

/// Fills that tell series apart without colour: from dark to light, then hatched.
void fill_pattern(documents::Canvas& canvas, const documents::Rect& box, std::size_t series);
/// Square, disc, triangle, diamond, cross, ring around a point.
void marker(documents::Canvas& canvas, double x, double y, std::size_t series);
/// Dash of a line, mm; 0: solid.
double dash_of(std::size_t series);
documents::Colour line_colour(std::size_t series);

/// A round axis: 0 (or below) to at least `most` in equal steps of 1, 2 or 5 times a power of ten.
struct Scale {
    double low = 0, high = 1, step = 1;
    [[nodiscard]] double place(double value) const { return (value - low) / (high - low); }
};
Scale scale_for(double least, double most);

std::string value_words(const std::optional<double>& value, int decimals);
double largest(const Chart& chart);
double smallest(const Chart& chart);

documents::TextStyle small_text(documents::Align align, documents::Colour colour = documents::kText);

inline constexpr double kBarHeight = 3.4;   ///< mm, one series of a category
inline constexpr double kBarGap = 1.6;
inline constexpr double kAxisHeight = 5;

double bars_height(const Chart& chart);
void draw_bars(documents::Canvas& canvas, const documents::Rect& box, const Chart& chart);
double pyramid_height(const Chart& chart);
void draw_pyramid(documents::Canvas& canvas, const documents::Rect& box, const Chart& chart);
void draw_lines(documents::Canvas& canvas, const documents::Rect& box, const Chart& chart);

}  // namespace loket::reports
