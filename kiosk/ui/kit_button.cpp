// Buttons, tiles, segmented switches and radio cards.

#include <algorithm>
#include <array>
#include <utility>

#include "kiosk/ui/kit.h"
#include "kiosk/ui/text.h"

namespace loket::ui {

namespace {

struct ButtonLook {
    Colour face, edge, ink;
    bool raised;
};

ButtonLook button_look(const Theme& theme, const Button& button, const Touch& touch) {
    const Palette& c = theme.colour;
    if (!button.enabled && button.style == ButtonStyle::Quiet)
        return {faded(c.surface, 0), faded(c.surface, 0), c.on_disabled, false};
    if (!button.enabled)
        return {c.disabled, theme.high_contrast() ? c.on_disabled : c.disabled, c.on_disabled, false};
    switch (button.style) {
        case ButtonStyle::Primary: {
            const Colour face = touch.held ? c.pressed : c.primary;
            return {face, face, c.on_primary, !touch.held};
        }
        case ButtonStyle::Danger: {
            const Colour face = touch.held ? mix(c.danger, c.text, 0.25f) : c.danger;
            return {face, face, c.on_primary, !touch.held};
        }
        case ButtonStyle::Quiet:
            return {touch.held ? c.soft : faded(c.surface, 0), faded(c.surface, 0), c.primary, false};
        default:
            return {touch.held ? c.soft : c.surface, c.primary, c.primary, false};
    }
}

/// Title and sub-title styles for a tile, the largest first.
struct TileType {
    TextStyle title, subtitle;
};
constexpr std::array<TileType, 4> kTileTypes{{{TextStyle::H2, TextStyle::Body},
                                              {TextStyle::H3, TextStyle::Body},
                                              {TextStyle::H3, TextStyle::Caption},
                                              {TextStyle::BodyStrong, TextStyle::Caption}}};

}  // namespace

namespace {
std::string_view cap_of(const Button& button) { return button.cap.empty() ? key_name(button.key) : std::string_view(button.cap); }
}  // namespace

/// The cap of the key that presses a button, beside its label.
float Ui::key_cap_width(const Button& button) const {
    const auto name = cap_of(button);
    return name.empty() ? 0 : text_width(fonts(), TextStyle::Caption, name) + theme().dp(20 + 14);
}

float Ui::button_width(const Button& button) const {
    const float icon = button.icon == Icon::None ? 0 : theme().icon(IconSize::Small) + theme().dp(14);
    return std::max(theme().dp(button.style == ButtonStyle::Primary ? 290 : 228),
                    text_width(fonts(), TextStyle::BodyStrong, button.label) + icon + key_cap_width(button) +
                        theme().dp(64));
}

void Ui::key_cap(const Button& button, const Rect& rect, Colour ink) {
    const float high = theme().line(TextStyle::Caption) + theme().dp(4);
    const Rect cap = centred(rect, rect.w, std::min(rect.h, high));
    paint().stroke(cap, ink, theme().border(), theme().dp(8));
    paint().text_in(cap, cap_of(button), TextStyle::Caption, ink, Align::Centre);
}

void Ui::button_face(const Button& button, const Rect& rect, const Touch& touch) {
    const ButtonLook look = button_look(theme(), button, touch);
    const float radius = std::min(theme().button_radius(), rect.h / 2);
    if (look.raised) paint().shadow(rect, Shadow::Button);
    paint().fill(rect, look.face, radius);
    if (look.edge != look.face) paint().stroke(rect, look.edge, theme().border(), radius);
}

bool Ui::button(const Button& button, const Rect& rect) {
    Node node{.id = button.id,
              .role = Role::Button,
              .label = button.label.empty() ? button.spoken : button.label,
              .rect = rect,
              .enabled = button.enabled,
              .selected = button.selected,
              .key = button.key == Key::Enter ? Key::None : button.key};
    if (button.key == Key::Enter && button.enabled) set_primary(button.id);
    const float pad = theme().dp(16), gap = theme().dp(14);
    float icon = button.icon == Icon::None ? 0 : theme().icon(IconSize::Small);
    float spare = std::max(0.f, rect.w - 2 * pad - (icon > 0 ? icon + gap : 0));
    TextStyle style = TextStyle::BodyStrong;
    // The cap takes smaller words, and gives way where even those need the room.
    const float cap = key_cap_width(button);
    if (text_width(fonts(), style, button.label) + cap > spare && cap > 0) style = TextStyle::CaptionStrong;
    const float shown = text_width(fonts(), style, button.label) + cap <= spare ? cap : 0;
    if (shown == 0) style = TextStyle::BodyStrong;
    spare -= shown;
    if (text_width(fonts(), style, button.label) > spare) style = TextStyle::CaptionStrong;
    // No word is broken where it fits without the sign.
    if (icon > 0 && widest_word(fonts(), style, button.label) > spare) spare += std::exchange(icon, 0.f) + gap;
    // A long label goes on two lines before it is cut.
    const auto lines = wrap(fonts(), style, button.label, spare);
    const float line = theme().line(style);
    node.overflow = static_cast<float>(lines.size()) * line > rect.h ||
                    text_width(fonts(), style, button.label) > 2 * spare;
    float words = 0;
    for (const auto text : lines) words = std::max(words, text_width(fonts(), style, text));
    const Touch touch = control(std::move(node));
    button_face(button, rect, touch);
    const Colour ink = button_look(theme(), button, touch).ink;
    const float total = words + (icon > 0 ? icon + (words > 0 ? gap : 0) : 0) + shown;
    float x = rect.centre().x - total / 2;
    if (shown > 0) key_cap(button, {x + total - shown + gap, rect.y, shown - gap, rect.h}, ink);
    if (icon > 0) {
        const float at = button.icon_after ? x + total - shown - icon / 2 : x + icon / 2;
        paint().icon(button.icon, {at, rect.centre().y}, IconSize::Small, ink);
        if (!button.icon_after) x += icon + gap;
    }
    const float height = line * static_cast<float>(lines.size());
    paint().paragraph({x, rect.centre().y - height / 2, words + 1, height}, button.label, style, ink,
                      Align::Centre);
    ring(touch, rect, theme().button_radius());
    return touch.clicked;
}

namespace {

/// Where the parts of a tile lie.
struct TileFrame {
    bool small;
    float side;
    Rect sign, words, chevron;
    TileFrame(const Theme& theme, const Rect& rect) {
        small = rect.h < theme.dp(200) || rect.w < theme.dp(560);
        side = std::min(theme.dp(small ? 88 : 132), rect.h - theme.dp(24));
        words = rect.inset(theme.dp(small ? 24 : 36), theme.dp(small ? 12 : 20));
        sign = cut_left(words, side, theme.dp(small ? 22 : 34));
        chevron = cut_right(words, theme.dp(36), theme.dp(16));
    }
};

float tile_height(const Ui& ui, const Tile& tile, std::size_t type, float width) {
    const float title = text_height(ui.theme(), ui.fonts(), kTileTypes[type].title, tile.title, width);
    const float sub = text_height(ui.theme(), ui.fonts(), kTileTypes[type].subtitle, tile.subtitle, width);
    return title + (tile.subtitle.empty() ? 0 : ui.theme().dp(8) + sub);
}

}  // namespace

/// The first of the type pairs in which the tile's words fit, or the last.
std::size_t Ui::tile_type(const Tile& tile, const Rect& rect) const {
    const TileFrame frame(theme(), rect);
    std::size_t type = frame.small ? 1 : 0;
    while (type + 1 < kTileTypes.size() && tile_height(*this, tile, type, frame.words.w) > frame.words.h)
        ++type;
    return type;
}

bool Ui::tile(const Tile& tile, const Rect& rect) { return tile_as(tile, rect, tile_type(tile, rect)); }

std::string Ui::tiles(const std::vector<Tile>& tiles, const Rect& rect, int column_count) {
    const int across = std::max(1, column_count),
              down = (static_cast<int>(tiles.size()) + across - 1) / across;
    const auto cells = grid(rect, across, std::max(1, down), theme().dp(28));
    std::size_t type = 0;
    for (std::size_t i = 0; i < tiles.size(); ++i) type = std::max(type, tile_type(tiles[i], cells[i]));
    std::string tapped;
    for (std::size_t i = 0; i < tiles.size(); ++i)
        if (tile_as(tiles[i], cells[i], type)) tapped = tiles[i].id;
    return tapped;
}

bool Ui::tile_as(const Tile& tile, const Rect& rect, std::size_t type) {
    const Palette& c = theme().colour;
    const TileFrame frame(theme(), rect);
    const float height = tile_height(*this, tile, type, frame.words.w);
    const Touch touch = control({.id = tile.id,
                                 .role = Role::Tile,
                                 .label = tile.title,
                                 .value = tile.subtitle,
                                 .rect = rect,
                                 .enabled = tile.enabled,
                                 .overflow = height > frame.words.h + 1});
    const float radius = theme().card_radius();
    paint().shadow(rect, Shadow::Card);
    paint().fill(rect, touch.held ? c.soft : tile.enabled ? c.surface : c.surface2, radius);
    paint().stroke(rect, touch.held ? c.primary : c.outline,
                   theme().high_contrast() || touch.held ? theme().border() : 1, radius);
    const bool strong = tile.strong && tile.enabled;
    const Rect box = centred(frame.sign, frame.side, frame.side);
    paint().fill(box,
                 strong         ? c.primary
                 : tile.enabled ? c.soft
                                : c.disabled,
                 theme().dp(frame.small ? 22 : 30));
    paint().icon(tile.icon, box.centre(), frame.small ? IconSize::Medium : IconSize::Large,
                 strong         ? c.on_primary
                 : tile.enabled ? c.primary
                                : c.on_disabled);
    Rect words = centred(frame.words, frame.words.w, std::min(height, frame.words.h));
    const float title =
        paint().paragraph(words, tile.title, kTileTypes[type].title, tile.enabled ? c.text : c.on_disabled);
    cut_top(words, title, theme().dp(8));
    paint().paragraph(words, tile.subtitle, kTileTypes[type].subtitle,
                      tile.enabled ? c.muted : c.on_disabled);
    paint().icon(tile.enabled ? Icon::ChevronRight : Icon::Lock, frame.chevron.centre(), IconSize::Medium,
                 tile.enabled ? c.primary : c.on_disabled);
    if (!tile.badge.empty()) {
        const float width = text_width(fonts(), TextStyle::CaptionStrong, tile.badge) + theme().dp(32);
        chip({rect.right() - width - theme().dp(20), rect.y + theme().dp(16), width, theme().grown(36)},
             tile.badge, Tone::Info, false);
    }
    ring(touch, rect, radius);
    return touch.clicked;
}

std::string Ui::segmented(std::string_view id, const std::vector<Choice>& parts, std::string_view selected,
                          const Rect& rect) {
    const Palette& c = theme().colour;
    std::string chosen;
    paint().fill(rect, c.sunken, rect.h / 2);
    paint().stroke(rect, c.outline, theme().high_contrast() ? theme().border() : 1, rect.h / 2);
    const auto cells = columns(rect.inset(theme().dp(4)), std::vector<float>(parts.size(), 1.f), 0);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const bool on = parts[i].id == selected;
        Rect touched = cells[i];  // drawn side by side, but a finger between two parts takes neither
        if (i > 0) cut_left(touched, theme().gap() / 2);
        if (i + 1 < parts.size()) cut_right(touched, theme().gap() / 2);
        Node node{.id = std::string(id) + ":" + parts[i].id,
                  .role = Role::Tab,
                  .label = parts[i].spoken.empty() ? parts[i].title : parts[i].spoken,
                  .rect = touched,
                  .enabled = parts[i].enabled,
                  .selected = on};
        node.overflow =
            text_width(fonts(), TextStyle::CaptionStrong, parts[i].title) > cells[i].w - theme().dp(12);
        const Touch touch = control(node);
        if (on || touch.held) paint().fill(cells[i], on ? c.primary : c.outline, cells[i].h / 2);
        write(cells[i].inset(theme().dp(6), 0), parts[i].title, TextStyle::BodyStrong,
              on ? c.on_primary : c.text, Align::Centre, node);
        ring(touch, cells[i], cells[i].h / 2);
        if (touch.clicked && !on) chosen = parts[i].id;
    }
    return chosen;
}

std::string Ui::choices(const ChoiceList& list, const Rect& rect) {
    const Palette& c = theme().colour;
    std::string chosen;
    const int per_row = std::max(1, list.columns);
    const int row_count = std::max(1, (static_cast<int>(list.choices.size()) + per_row - 1) / per_row);
    const float gap = theme().dp(16), limit = theme().grown(132);
    const float height = std::min(rect.h, static_cast<float>(row_count) * (limit + gap) - gap);
    const auto cells = grid({rect.x, rect.y, rect.w, height}, per_row, row_count, gap);
    for (std::size_t i = 0; i < list.choices.size(); ++i) {
        const Choice& choice = list.choices[i];
        const bool on = choice.id == list.selected;
        Rect inside = cells[i].inset(theme().dp(24), theme().dp(10));
        const Rect radio = cut_left(inside, theme().icon(IconSize::Medium), theme().dp(20));
        const Rect sign = choice.icon == Icon::None
                              ? Rect{}
                              : cut_right(inside, theme().icon(IconSize::Medium), theme().dp(16));
        const float title = text_height(theme(), fonts(), TextStyle::BodyStrong, choice.title, inside.w);
        const float sub = text_height(theme(), fonts(), TextStyle::Caption, choice.subtitle, inside.w);
        const Touch touch = control({.id = choice.id,
                                     .role = Role::Choice,
                                     .label = choice.title,
                                     .value = choice.subtitle,
                                     .rect = cells[i],
                                     .enabled = choice.enabled,
                                     .selected = on,
                                     .overflow = title + sub > inside.h + 1});
        const float radius = theme().button_radius();
        paint().fill(cells[i], on || touch.held ? c.soft : choice.enabled ? c.surface : c.surface2, radius);
        paint().stroke(cells[i], on ? c.primary : c.border, on ? theme().dp(4) : theme().border(), radius);
        paint().icon(on ? Icon::RadioOn : Icon::RadioOff, radio.centre(), IconSize::Medium,
                     on ? c.primary : c.border);
        if (!sign.empty())
            paint().icon(choice.icon, sign.centre(), IconSize::Medium,
                         choice.enabled ? c.primary : c.on_disabled);
        Rect words = centred(inside, inside.w, std::min(title + sub, inside.h));
        paint().paragraph(cut_top(words, title), choice.title, TextStyle::BodyStrong,
                          choice.enabled ? c.text : c.on_disabled);
        paint().paragraph(words, choice.subtitle, TextStyle::Caption,
                          choice.enabled ? c.muted : c.on_disabled);
        ring(touch, cells[i], radius);
        if (touch.clicked && !on) chosen = choice.id;
    }
    return chosen;
}

}  // namespace loket::ui
