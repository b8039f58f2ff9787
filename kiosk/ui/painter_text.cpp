// The part of Painter that writes.

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "kiosk/ui/painter.h"
#include "kiosk/ui/text.h"
#include "kiosk/ui/utf8.h"

namespace loket::ui {

namespace {

float aligned(const Rect& rect, float width, Align align) {
    if (align == Align::Left) return rect.x;
    return std::round(align == Align::Centre ? rect.x + (rect.w - width) / 2 : rect.right() - width);
}

}  // namespace

void Painter::icon(Icon icon, Vec2 centre, IconSize size, Colour colour) {
    if (icon == Icon::None) return;
    ImFont* font = fonts_->icon(size);
    const ImFontGlyph* glyph = font->FindGlyph(static_cast<ImWchar>(icon));
    // Centred by the drawn part rather than by the em box: the icons sit differently in theirs.
    const ImVec2 at{std::round(centre.x - (glyph->X0 + glyph->X1) / 2),
                    std::round(centre.y - (glyph->Y0 + glyph->Y1) / 2)};
    font->RenderChar(list_, font->FontSize, at, colour, static_cast<ImWchar>(icon));
}

float Painter::text(std::string_view text, Vec2 at, TextStyle style, Colour colour) {
    if (text.empty()) return 0;
    ImFont* font = fonts_->text(style);
    list_->AddText(font, font->FontSize, {std::round(at.x), std::round(at.y)}, colour, text.data(),
                   text.data() + text.size());
    return text_width(*fonts_, style, text);
}

bool Painter::text_in(const Rect& rect, std::string_view text, TextStyle style, Colour colour, Align align) {
    const std::string shown = shortened(*fonts_, style, text, rect.w);
    const float height = fonts_->text(style)->FontSize;
    this->text(shown,
               {aligned(rect, text_width(*fonts_, style, shown), align), rect.y + (rect.h - height) / 2},
               style, colour);
    return shown.size() == text.size() && height <= rect.h + theme_->dp(8);
}

float Painter::paragraph(const Rect& rect, std::string_view text, TextStyle style, Colour colour,
                         Align align) {
    const float line_height = theme_->line(style), glyph_height = fonts_->text(style)->FontSize;
    float y = rect.y;
    for (const std::string_view line : wrap(*fonts_, style, text, rect.w)) {
        if (y + line_height <= rect.bottom() + 1)
            this->text(line,
                       {aligned(rect, text_width(*fonts_, style, line), align),
                        y + (line_height - glyph_height) / 2},
                       style, colour);
        y += line_height;
    }
    return y - rect.y;
}

void Painter::digits(const Rect& rect, std::string_view text, TextStyle style, Colour colour, Align align) {
    const float cell = text_width(*fonts_, style, "0");
    const auto width_of = [&](std::string_view c) {
        return c.size() == 1 && c[0] >= '0' && c[0] <= '9' ? cell : text_width(*fonts_, style, c);
    };
    float total = 0;
    const auto each = [&](auto use) {
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t start = at;
            next_char(text, at);
            use(text.substr(start, at - start));
        }
    };
    each([&](std::string_view c) { total += width_of(c); });
    float x = aligned(rect, total, align);
    const float y = rect.y + (rect.h - fonts_->text(style)->FontSize) / 2;
    each([&](std::string_view c) {
        const float width = width_of(c);
        this->text(c, {x + (width - text_width(*fonts_, style, c)) / 2, y}, style, colour);
        x += width;
    });
}

}  // namespace loket::ui
