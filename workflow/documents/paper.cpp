#include "workflow/documents/paper.h"

#include <fmt/format.h>

#include <algorithm>

#include "workflow/documents/format.h"

namespace loket::documents {

Flow& Flow::text(std::string_view text, const TextStyle& style) {
    y_ += canvas_.text({x_, y_, width_, 0}, text, style).box.h;
    return *this;
}

Flow& Flow::rule(double thickness, Colour colour, double dash) {
    canvas_.line(x_, y_ + thickness / 2, x_ + width_, y_ + thickness / 2, thickness, colour, dash);
    return gap(thickness);
}

Flow& Flow::stacked(const Row& row, const TextStyle& label, const TextStyle& value) {
    if (row.value.empty()) return *this;
    return text(row.label, label).text(row.value, value).gap(1.2);
}

Flow& Flow::beside(const Row& row, double label_width, const TextStyle& label, const TextStyle& value) {
    constexpr double kPadding = 1.7;
    if (row.value.empty()) return *this;
    gap(kPadding);
    const double left = canvas_.text({x_, y_, label_width - 2, 0}, row.label, label).box.h;
    const double right =
        canvas_.text({x_ + label_width, y_, width_ - label_width, 0}, row.value, value).box.h;
    return gap(std::max(left, right) + kPadding).rule(0.15, kOutline);
}

Flow& Flow::numbered(std::size_t number, std::string_view text, const TextStyle& style) {
    const double indent = style.size * 0.65;
    canvas_.text({x_, y_, indent, 0}, fmt::format("{}.", number), style);
    const auto placed = canvas_.text({x_ + indent, y_, width_ - indent, 0}, text, style);
    return gap(placed.box.h + 0.6);
}

TextStyle paragraph(double size, Weight weight, Colour colour, Align align) {
    return {.size = size, .weight = weight, .colour = colour, .align = align, .max_lines = 0};
}

TextStyle one_line(double size, Weight weight, Colour colour, Align align) {
    return {.size = size, .weight = weight, .colour = colour, .align = align, .min_size = size * 0.75};
}

}  // namespace loket::documents
