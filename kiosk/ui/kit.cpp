#include "kiosk/ui/kit.h"

#include <algorithm>

#include "kiosk/ui/text.h"

namespace loket::ui {

ToneLook look_of(const Theme& theme, Tone tone) {
    const Palette& c = theme.colour;
    switch (tone) {
        case Tone::Info:
            return {c.primary, c.soft, Icon::Info};
        case Tone::Success:
            return {c.success, c.success_soft, Icon::CheckCircle};
        case Tone::Warn:
            return {c.warn, c.warn_soft, Icon::Warning};
        case Tone::Error:
            return {c.danger, c.danger_soft, Icon::Error};
        default:
            return {c.muted, c.surface2, Icon::RadioOff};
    }
}

Result<std::unique_ptr<Ui>> Ui::create(const ThemeOptions& options, Vec2 pixels) {
    auto fonts = Fonts::load(options);
    if (!fonts && fonts.error().code == "ui.font_missing") fonts = Fonts::load_substitute(options);
    if (!fonts) return fonts.error();
    return std::unique_ptr<Ui>(new Ui(Theme(options), *fonts, pixels));
}

Ui::Page& Ui::page() {
    if (page_.frame != frame_number()) {
        page_ = {frame_number(), bounds(), false, false};
        staff_ = false;
    }
    return page_;
}

/// One line in the first of ever smaller styles that fits; the node learns if none did.
void Ui::write(const Rect& rect, std::string_view text, TextStyle style, Colour colour, Align align,
               Node& node) {
    const auto smaller = [](TextStyle from) {
        switch (from) {
            case TextStyle::H1:
                return TextStyle::H2;
            case TextStyle::H2:
                return TextStyle::H3;
            case TextStyle::H3:
                return TextStyle::BodyStrong;
            case TextStyle::BodyStrong:
                return TextStyle::CaptionStrong;
            default:
                return TextStyle::Caption;
        }
    };
    while (style != TextStyle::Caption && style != TextStyle::CaptionStrong &&
           text_width(fonts(), style, text) > rect.w)
        style = smaller(style);
    if (!paint().text_in(rect, text, style, colour, align)) node.overflow = true;
}

void Ui::note_text(const Rect& rect, std::string_view text, Role role, bool overflow) {
    note({.id = {}, .role = role, .label = std::string(text), .rect = rect, .overflow = overflow});
}

float Ui::height_of(std::string_view text, TextStyle style, float width) const {
    return text_height(theme(), fonts(), style, text, width);
}

std::vector<Rect> Ui::hand_columns(const Rect& area, std::vector<float> weights, float gap) const {
    if (!left_handed()) return columns(area, weights, gap);
    std::reverse(weights.begin(), weights.end());
    auto parts = columns(area, weights, gap);
    std::reverse(parts.begin(), parts.end());
    return parts;
}

void Ui::title(Rect& area, std::string_view text, TextStyle style, float gap, Align align) {
    const float needed = text_height(theme(), fonts(), style, text, area.w);
    const bool overflow = needed > area.h + 1;
    const Rect rect = cut_top(area, needed, theme().dp(gap));
    paint().paragraph(rect, text, style, theme().colour.text, align);
    note_text(rect, text, Role::Heading, overflow);
}

void Ui::paragraph(Rect& area, std::string_view text, TextStyle style, float gap, Align align, bool muted) {
    const float needed = text_height(theme(), fonts(), style, text, area.w);
    const bool overflow = needed > area.h + 1;
    const Rect rect = cut_top(area, needed, theme().dp(gap));
    paint().paragraph(rect, text, style, muted ? theme().colour.muted : theme().colour.text, align);
    note_text(rect, text, Role::Text, overflow);
}

void Ui::label(const Rect& rect, std::string_view text, TextStyle style, Align align, bool muted) {
    Node node{.id = {}, .role = Role::Text, .label = std::string(text), .rect = rect};
    write(rect, text, style, muted ? theme().colour.muted : theme().colour.text, align, node);
    note(std::move(node));
}

Rect Ui::card(const Rect& rect, float padding) {
    const float radius = theme().card_radius();
    paint().shadow(rect, Shadow::Card);
    paint().fill(rect, theme().colour.surface, radius);
    paint().stroke(rect, theme().colour.outline, theme().high_contrast() ? theme().border() : 1, radius);
    return rect.inset(theme().dp(padding));
}

Rect Ui::panel(const Rect& rect, float padding) {
    const float radius = theme().button_radius();
    paint().fill(rect, theme().colour.surface2, radius);
    if (theme().high_contrast()) paint().stroke(rect, theme().colour.outline, 1, radius);
    return rect.inset(theme().dp(padding));
}

void Ui::toast(std::string_view text, Tone tone) {
    const ToneLook look = look_of(theme(), tone);
    const float width = std::min(text_width(fonts(), TextStyle::BodyStrong, text) + theme().dp(128),
                                 bounds().w - theme().dp(96));
    const Rect rect =
        centred({0, bounds().h - footer_height() - theme().grown(108), bounds().w, theme().grown(84)}, width,
                theme().grown(76));
    paint().shadow(rect, Shadow::Card);
    paint().fill(rect, look.ground, rect.h / 2);
    paint().stroke(rect, look.ink, theme().border(), rect.h / 2);
    Rect inside = rect.inset(theme().dp(28), 0);
    const Rect sign = cut_left(inside, theme().icon(IconSize::Medium), theme().dp(16));
    paint().icon(look.icon, sign.centre(), IconSize::Medium, look.ink);
    Node node{.id = "toast", .role = Role::Status, .label = std::string(text), .rect = rect};
    write(inside, text, TextStyle::BodyStrong, theme().colour.text, Align::Left, node);
    note(std::move(node));
}

}  // namespace loket::ui
