#include "workflow/documents/grid.h"

#include <fmt/format.h>

#include <algorithm>

namespace loket::documents {
namespace {

constexpr double kPad = 0.8, kRule = 0.15;
const Font kNarrow{"Roboto Condensed", "fonts-roboto"};

TextStyle style_of(const GridType& type, Align align) {
    TextStyle out{
        .size = type.size, .weight = type.weight, .align = align, .valign = VAlign::Middle, .max_lines = type.max_lines, .min_size = type.min_size};
    if (type.max_lines > 0) out.narrow = kNarrow;
    if (type.max_lines > 1) out.line_spacing = 0.92;
    return out;
}

void cell_frame(Canvas& canvas, const Rect& box) { canvas.frame({box.x, box.y, box.w + kRule, box.h + kRule}, kRule, kMuted); }

}  // namespace

double grid_head(Canvas& canvas, double x, double y, const std::vector<GridColumn>& columns, double height, bool numbered) {
    constexpr double kNumbers = 3.2;
    std::size_t number = 0;
    for (const auto& column : columns) {
        const Rect box{x, y, column.width, height};
        canvas.fill(box, kSoft);
        cell_frame(canvas, box);
        canvas.text(box.inset(kPad / 2), column.label,
                    {.size = 6.4, .weight = Weight::SemiBold, .align = Align::Centre, .valign = VAlign::Middle, .max_lines = 2, .min_size = 5.8});
        if (numbered) {
            const Rect below{x, y + height, column.width, kNumbers};
            cell_frame(canvas, below);
            canvas.text(below, number == 0 ? "" : fmt::format("({})", number),
                        {.size = 5.4, .colour = kMuted, .align = Align::Centre, .valign = VAlign::Middle});
        }
        ++number;
        x += column.width;
    }
    return y + height + (numbered ? kNumbers : 0);
}

double grid_row_height(Canvas& canvas, const std::vector<GridColumn>& columns, const std::vector<std::string>& cells, const GridType& type) {
    double height = 0;
    for (std::size_t i = 0; i < columns.size(); ++i)
        height = std::max(height, canvas.measure({0, 0, columns[i].width - 2 * kPad, 0}, cells[i], style_of(type, Align::Left)).box.h);
    return height + 2 * kPad;
}

void grid_row(Canvas& canvas, double x, double y, double height, const std::vector<GridColumn>& columns,
              const std::vector<std::string>& cells, const GridType& type) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto& column = columns[i];
        cell_frame(canvas, {x, y, column.width, height});
        const auto placed = canvas.text({x + kPad, y + 0.2, column.width - 2 * kPad, height - 0.4}, cells[i], style_of(type, column.align));
        if (placed.shortened) canvas.fail(rejected("document.too_long", fmt::format("a text does not fit the column '{}'", column.label)));
        x += column.width;
    }
}

void wide_specimen(Canvas& canvas, const OfficeHead& head) {
    if (!head.specimen) return;
    canvas.mark({0, 20, kWideWidth, 135}, kSpecimen, {.size = 64, .weight = Weight::Bold, .colour = {0xc8, 0x10, 0x2e, 0.10}}, 24);
    constexpr Rect kStamp{kWideWidth - kWideMargin - 58, 5, 58, 5.6};
    canvas.frame(kStamp, 0.35, kRed, 1);
    canvas.text(kStamp, "SPECIMEN / CONTOH – BUKAN DOKUMEN RESMI",
                {.size = 6.6, .weight = Weight::Bold, .colour = kRed, .align = Align::Centre, .valign = VAlign::Middle, .min_size = 5});
}

void wide_foot(Canvas& canvas, const std::string& first, const std::string& second, const std::string& page) {
    constexpr double kTop = 202;
    const auto small = [](Align align) { return TextStyle{.size = 6.2, .colour = kMuted, .align = align, .min_size = 4.6, .narrow = kNarrow}; };
    canvas.text({kWideMargin, kTop, kWideContent - 40, 3}, first, small(Align::Left));
    canvas.text({kWideMargin, kTop + 2.9, kWideContent - 40, 3}, second, small(Align::Left));
    canvas.text({kWideWidth - kWideMargin - 38, kTop + 2.9, 38, 3}, page, small(Align::Right));
}

}  // namespace loket::documents
