// One field of the application form: typed on keys, or picked.

#include <algorithm>
#include <cctype>

#include "kiosk/screens/public_frame.h"
#include "kiosk/ui/text.h"

namespace loket::screens {

using namespace ui;
using Entry = viewmodels::Field::Entry;

namespace {

bool by_keypad(Entry entry) { return entry == Entry::Digits || entry == Entry::Date; }

/// Keys of a real keyboard do the same as those on the screen.
void typed_keys(const PublicPage& page, const viewmodels::Field& view) {
    for (const char typed : page.ui.frame().text) {
        const auto byte = static_cast<unsigned char>(typed);
        if (by_keypad(view.entry) ? std::isdigit(byte) != 0 : byte >= 0x20 && byte < 0x7F)
            page.emit(by_keypad(view.entry) ? "digit" : "letter", std::string(1, static_cast<char>(std::toupper(byte))));
    }
    if (page.ui.frame().key == Key::Backspace) page.emit("erase");
}

void pressed(const PublicPage& page, const std::string& key) {
    if (key.empty() || key == "done") return;
    if (key == "clear" || key == "erase") return page.emit(key);
    page.emit(std::isdigit(static_cast<unsigned char>(key[0])) != 0 && key.size() == 1 ? "digit" : "letter", key);
}

void words_above(const PublicPage& page, const viewmodels::Field& view, Rect& area) {
    page.ui.title(area, view.title, TextStyle::H2, 6);
    if (!view.hint.empty() && !crowded(page)) page.ui.paragraph(area, view.hint, TextStyle::Body, 14);
    if (view.notice) page.ui.banner({.id = "field.notice", .title = view.notice->text, .text = {}, .tone = tone_of(view.notice->tone)}, area);
}

/// A box of several lines, as many as there is room for; the last ones stay in sight.
void text_lines(Ui& ui, const viewmodels::Field& view, Rect& area) {
    const Palette& c = ui.theme().colour;
    const float line = ui.theme().line(TextStyle::Body), pad = ui.theme().dp(16);
    const auto fit = static_cast<std::size_t>(std::clamp((area.h - 2 * pad) / line, 1.f, static_cast<float>(view.lines)));
    const Rect box = cut_top(area, static_cast<float>(fit) * line + 2 * pad, ui.theme().dp(8)), inside = box.inset(ui.theme().dp(24), pad);
    ui.paint().fill(box, c.surface, ui.theme().key_radius());
    ui.paint().stroke(box, view.notice ? c.danger : c.primary, ui.theme().dp(4), ui.theme().key_radius());
    ui.note({.id = "typed", .role = Role::Status, .label = view.title, .value = view.typed, .rect = box});
    auto lines = wrap(ui.fonts(), TextStyle::Body, view.typed, inside.w - ui.theme().dp(12));
    if (lines.empty()) lines.emplace_back();
    const std::size_t first = lines.size() > fit ? lines.size() - fit : 0;
    float y = inside.y;
    for (std::size_t i = first; i < lines.size(); ++i, y += line) ui.paint().text_in({inside.x, y, inside.w, line}, lines[i], TextStyle::Body, c.text);
    const float caret = inside.x + text_width(ui.fonts(), TextStyle::Body, lines.back()) + (view.typed.ends_with(' ') ? ui.theme().dp(12) : ui.theme().dp(4));
    ui.paint().fill({caret, y - line * 0.9f, ui.theme().dp(4), line * 0.8f}, c.primary, 0);
}

/// What has been typed, with a caret at its end; the end stays in sight.
void text_box(Ui& ui, const viewmodels::Field& view, Rect& area) {
    const Palette& c = ui.theme().colour;
    if (view.lines > 1) return text_lines(ui, view, area);
    const Rect box = cut_top(area, ui.theme().grown(88), ui.theme().dp(16));
    ui.paint().fill(box, c.surface, ui.theme().key_radius());
    ui.paint().stroke(box, view.notice ? c.danger : c.primary, ui.theme().dp(4), ui.theme().key_radius());
    ui.note({.id = "typed", .role = Role::Status, .label = view.title, .value = view.typed, .rect = box});
    const Rect inside = box.inset(ui.theme().dp(24), 0);
    std::string shown = view.typed;
    while (!shown.empty() && text_width(ui.fonts(), TextStyle::H3, shown) > inside.w - ui.theme().dp(16)) shown.erase(shown.begin());
    ui.paint().text_in(inside, shown, TextStyle::H3, c.text, Align::Left);
    const float caret = inside.x + text_width(ui.fonts(), TextStyle::H3, shown) + ui.theme().dp(4);
    ui.paint().fill({caret, box.y + box.h * 0.22f, ui.theme().dp(4), box.h * 0.56f}, c.primary, 0);
}

/// Cells of a date or number. A long number stands in groups like a NIK.
DigitField cells_of(const viewmodels::Field& view) {
    DigitField field{.id = "typed", .label = view.title, .error = view.notice.has_value()};
    if (view.entry == Entry::Date) field.groups = {2, 2, 4};
    else if (view.length != 16) field.groups = {static_cast<int>(view.length)};
    return field;
}

/// Large boxes to tick, in one or two columns; as many as there is room for, since typing on narrows what is offered.
void pick_list(const PublicPage& page, const viewmodels::Field& view, const Rect& area) {
    Ui& ui = page.ui;
    if (view.items.empty()) return;
    const bool places = view.entry == Entry::Region;
    const int across = places || ui.portrait() || view.items.size() < 4 ? 1 : 2;
    const float gap = ui.theme().dp(14), least = std::max(ui.theme().target(), ui.theme().grown(64));
    int down = (static_cast<int>(view.items.size()) + across - 1) / across;
    if (places) down = std::clamp(static_cast<int>((area.h + gap) / (least + gap)), 0, down);
    if (down == 0) return;
    const float most = ui.theme().grown(96) * static_cast<float>(down) + gap * static_cast<float>(down - 1);
    const auto cells = grid({area.x, area.y, area.w, std::min(area.h, most)}, across, down, gap);
    for (std::size_t i = 0; i < view.items.size() && i < cells.size(); ++i) {
        const auto& item = view.items[i];
        const Button box{.id = "pick:" + std::to_string(i),
                         .label = item.hint.empty() || places ? item.label : item.label + " · " + item.hint,
                         .style = item.picked ? ButtonStyle::Primary : ButtonStyle::Secondary,
                         .icon = places ? Icon::None : item.picked ? Icon::CheckBoxOn : Icon::CheckBoxOff,
                         .selected = item.picked};
        if (ui.button(box, cells[i])) page.emit("pick", std::to_string(i));
    }
}

void number_page(const PublicPage& page, const viewmodels::Field& view, const Rect& area) {
    Ui& ui = page.ui;
    const auto parts = ui.portrait() ? rows(area, {1.15f, 1}, ui.gap()) : ui.hand_columns(area, {1182, 600}, ui.theme().dp(42));
    Rect card = ui.card(parts[0]);
    words_above(page, view, card);
    ui.digits(cells_of(view), card, view.typed);
    if (view.can_add) {
        const Button add{.id = "add", .label = page.say("field.add"), .icon = Icon::PersonAdd};
        Rect row = cut_top(card, ui.button_height(), ui.gap());
        if (ui.button(add, cut_left(row, ui.button_width(add)))) page.emit("add");
    }
    pick_list(page, view, card);
    pressed(page, ui.keypad({.clear = page.say("key.clear_all"), .erase = page.say("key.erase")}, parts[1]));
}

void text_page(const PublicPage& page, const viewmodels::Field& view, Rect area) {
    Ui& ui = page.ui;
    constexpr float kRows = 5;  // of keys that can be hit, however little room banners leave
    const float least = kRows * ui.theme().target() + (kRows - 1) * ui.theme().dp(12);
    const Rect keys = cut_bottom(area, std::max(least, std::min(area.h * 0.56f, ui.theme().grown(430))), ui.gap());
    Rect card = ui.card(area, ui.portrait() ? 36 : 24);
    Rect places = view.entry == Entry::Region && !ui.portrait() ? cut_right(card, card.w * 0.55f, ui.gap()) : Rect{};
    words_above(page, view, card);
    text_box(ui, view, card);
    if (view.entry == Entry::Region) pick_list(page, view, ui.portrait() ? card : places);
    pressed(page, ui.keyboard({.clear = page.say("key.clear_all"), .space = page.say("desk.key.space"), .erase = page.say("key.erase"), .address = view.entry == Entry::Address}, keys));
}

void people_page(const PublicPage& page, const viewmodels::Field& view, const Rect& area) {
    Rect card = page.ui.card(area);
    words_above(page, view, card);
    pick_list(page, view, card);
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Field& view, viewmodels::Intents& intents) {
    const PublicPage page{ui, words, chrome, intents};
    const Rect area = open_page(page, "field/" + view.title, view.stepper);
    typed_keys(page, view);
    if (view.entry == Entry::People) people_page(page, view, area);
    else if (by_keypad(view.entry)) number_page(page, view, area);
    else text_page(page, view, area);
    const bool skips = view.optional && view.typed.empty();
    close_page(page, {.primary = primary(page, "next", skips ? "action.skip" : "action.next", view.can_continue), .back = back(page)});
}

}  // namespace loket::screens
