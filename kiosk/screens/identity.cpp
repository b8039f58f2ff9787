// A number by keypad or keyboard, or a code before the reader.

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "kiosk/screens/public_frame.h"
#include "kiosk/ui/text.h"

namespace loket::screens {

using namespace ui;
using Mode = viewmodels::Identity::Mode;

namespace {

/// Where the hyphens of a resi stand, BTN-261123-KTP-0001-A, and those of a print code, 7K3M-9QXP-C.
constexpr std::array<std::size_t, 4> kHyphens{3, 10, 14, 19};
constexpr std::array<std::size_t, 2> kCodeHyphens{4, 9};

bool has_letters(Mode mode) { return mode == Mode::Resi || mode == Mode::Passport || mode == Mode::Code; }

bool hyphen_at(Mode mode, std::size_t position) {
    if (mode == Mode::Code) return std::ranges::find(kCodeHyphens, position) != kCodeHyphens.end();
    return mode == Mode::Resi && std::find(kHyphens.begin(), kHyphens.end(), position) != kHyphens.end();
}

/// Keys of a real keyboard do the same as those on the screen.
void typed_keys(const PublicPage& page, Mode mode) {
    for (const char typed : page.ui.frame().text) {
        const auto byte = static_cast<unsigned char>(typed);
        if (std::isdigit(byte) != 0)
            page.emit("digit", std::string(1, typed));
        else if (has_letters(mode) && byte < 0x80 && std::isalpha(byte) != 0)
            page.emit("letter", std::string(1, static_cast<char>(std::toupper(byte))));
    }
    if (page.ui.frame().key == Key::Backspace) page.emit("erase");
}

void heading(const PublicPage& page, const viewmodels::Identity& view, Rect& area) {
    Ui& ui = page.ui;
    if (view.choose_mode) {
        const std::string other = view.newcomer ? "passport" : "kk";
        const std::vector<ui::Choice> modes{{.id = "nik", .title = page.say("identity.mode.nik")},
                                            {.id = other, .title = page.say("identity.mode." + other)}};
        const float width =
            2 * (text_width(ui.fonts(), TextStyle::BodyStrong, modes[1].title) + ui.theme().dp(56));
        const bool beside = text_width(ui.fonts(), TextStyle::H2, view.title) + width + ui.gap() < area.w;
        const float height = std::max(ui.theme().dp(68), ui.theme().line(TextStyle::H2));
        Rect row = beside ? Rect{area.x, area.y, area.w, height} : cut_top(area, height, ui.theme().dp(14));
        const Rect place = beside ? cut_right(row, width) : cut_left(row, width);
        page.emit_id([&](const std::string& mode) {
            return mode.empty() ? mode : "mode:" + mode;
        }(ui.segmented("mode", modes, view.mode == Mode::Nik ? "nik" : other,
                       centred(place, place.w, ui.theme().dp(68)))));
        if (beside) {
            ui.label({area.x, area.y, row.w - ui.gap(), height}, view.title, TextStyle::H2);
            cut_top(area, height, ui.theme().dp(6));
            return ui.paragraph(area, view.hint, TextStyle::Body, 14);
        }
    }
    const bool keyboard_takes_all = has_letters(view.mode) && ui.portrait() && ui.theme().options.text_scale > 1.25F;
    if (!keyboard_takes_all || !(view.notice || view.reading)) ui.title(area, view.title, TextStyle::H2, 6);  // else the banner says it; the entry bears the title
    if (!crowded(page) || !has_letters(view.mode)) ui.paragraph(area, view.hint, TextStyle::Body, 14);
}

/// One slot for each character of a resi; the hyphens are there from the start.
void resi_slots(const PublicPage& page, const viewmodels::Identity& view, Rect& area) {
    Ui& ui = page.ui;
    const Palette& c = ui.theme().colour;
    const Rect box = cut_top(area, ui.theme().grown(96), ui.theme().dp(20));
    const bool wrong = view.notice.has_value();
    ui.paint().fill(box, c.surface, ui.theme().key_radius());
    ui.paint().stroke(box, wrong ? c.danger : c.primary, ui.theme().dp(4), ui.theme().key_radius());
    ui.note({.id = "typed", .role = Role::Status, .label = view.title, .value = view.typed, .rect = box});
    const float cell =
        std::min(ui.theme().grown(64), (box.w - ui.theme().dp(24)) / static_cast<float>(view.length));
    TextStyle style = TextStyle::Number;
    for (const TextStyle smaller : {TextStyle::H2, TextStyle::H3, TextStyle::BodyStrong})
        if (text_width(ui.fonts(), style, "W") > cell) style = smaller;
    float x = box.centre().x - cell * static_cast<float>(view.length) / 2;
    for (std::size_t i = 0; i < view.length; ++i, x += cell) {
        const Rect slot{x, box.y, cell, box.h};
        const bool filled = i < view.typed.size();
        if (filled || hyphen_at(view.mode, i))
            ui.paint().text_in(slot, filled ? view.typed.substr(i, 1) : "-", style, filled ? c.text : c.muted,
                               Align::Centre);
        else
            ui.paint().fill({x + cell * 0.18f, box.bottom() - ui.theme().dp(24), cell * 0.64f,
                             ui.theme().dp(i == view.typed.size() ? 6 : 3)},
                            i == view.typed.size() ? c.primary : c.border, ui.theme().dp(2));
    }
}

/// How many characters are missing, or what is wrong with them.
void advice(const PublicPage& page, const viewmodels::Identity& view, Rect& area) {
    if (view.notice)
        return page.ui.banner({.id = "identity.notice",
                               .title = view.notice->text,
                               .text = {},
                               .tone = tone_of(view.notice->tone)},
                              area);
    if (view.reading) return page.ui.banner({.id = "identity.reading", .title = page.say(view.mode == Mode::Code ? "reprint.lay_code" : "identity.card.place"), .text = {}, .tone = Tone::Info}, area);
    if (view.can_continue && view.typed.size() == view.length) return page.ui.chip(area, page.say("identity.complete"), Tone::Success, 20);
    const auto missing = std::to_string(view.length - std::min(view.length, view.typed.size()));
    if (view.mode == Mode::Passport || view.mode == Mode::Code) return;
    page.ui.chip(area,
                 page.say(view.mode == Mode::Resi ? "identity.missing_resi" : "identity.missing",
                          {{"count", missing}}),
                 Tone::Info, 20);
}

/// What the digits already say; a courtesy that gives way to large letters.
void preview(Ui& ui, const viewmodels::Identity& view, Rect area) {
    if (view.preview.empty()) return;
    std::vector<KeyValue> known;
    for (const auto& row : view.preview) known.push_back({.key = row.label, .value = row.value});
    const float padding = ui.theme().dp(24);
    const float needed = ui.key_values_height(known, area.w - 2 * padding, 3) + 2 * padding;
    if (needed > area.h) return;
    Rect panel = ui.panel(cut_top(area, needed));
    ui.key_values(known, panel, 3);
}

/// A card laid on the reader says its number itself. Gives way to what is wrong with a typed one.
void card_key(const PublicPage& page, const viewmodels::Identity& view, Rect& card) {
    Ui& ui = page.ui;
    const float high = std::max(ui.theme().target(), ui.theme().grown(72));
    if (!view.can_card || card.h < high) return;
    const Button key{.id = "card", .label = page.say(view.reading ? "identity.card.stop" : "identity.card"), .spoken = {}, .icon = view.reading ? Icon::Close : Icon::Nfc};
    Rect row = cut_bottom(card, high, ui.theme().dp(14));
    if (ui.button(key, cut_left(row, std::min(row.w, ui.button_width(key))))) page.emit("card");
}

void number_page(const PublicPage& page, const viewmodels::Identity& view, const Rect& area) {
    Ui& ui = page.ui;
    const auto parts =
        ui.portrait() ? rows(area, {1.15f, 1}, ui.gap()) : ui.hand_columns(area, {1182, 600}, ui.theme().dp(42));
    Rect card = ui.card(parts[0]);
    heading(page, view, card);
    ui.digits({.id = "typed", .label = view.title, .error = view.notice.has_value()}, card, view.typed);
    advice(page, view, card);
    card_key(page, view, card);
    preview(ui, view, card);
    const std::string key =
        ui.keypad({.clear = page.say("key.clear_all"), .erase = page.say("key.erase")}, parts[1]);
    if (key == "clear" || key == "erase")
        page.emit(key);
    else if (!key.empty())
        page.emit("digit", key);
}

/// A code on paper is read by the camera above the table.
void camera_key(const PublicPage& page, const viewmodels::Identity& view, Rect& card) {
    if (!view.can_camera) return;
    Ui& ui = page.ui;
    const Button key{.id = "camera", .label = page.say(view.reading ? "reprint.stop_reading" : "reprint.read_code"), .spoken = {}, .icon = view.reading ? Icon::Close : Icon::QrScan};
    Rect row = cut_bottom(card, std::max(ui.theme().target(), ui.theme().grown(64)), ui.theme().dp(10));
    if (ui.button(key, cut_left(row, std::min(row.w, ui.button_width(key))))) page.emit("camera");
}

/// The heading; on a wide screen the advice stands right of it, so that the keys keep their size.
void resi_heading(const PublicPage& page, const viewmodels::Identity& view, Rect& card) {
    Ui& ui = page.ui;
    if (ui.portrait()) return heading(page, view, card);
    Rect left = card, right = cut_right(left, std::floor(card.w * 0.47f), ui.gap());
    heading(page, view, left);
    advice(page, view, right);
    const float used = std::max(left.y, right.y) - card.y;
    cut_top(card, used);
}

void resi_page(const PublicPage& page, const viewmodels::Identity& view, const Rect& area) {
    Ui& ui = page.ui;
    // Four rows of keys, large enough for a finger but no larger than reading leaves them.
    const float least = 4 * ui.theme().target() + 3 * ui.theme().dp(12) + 4;
    const float wish =
        ui.portrait() ? area.h * 0.52f : std::min(area.h * 0.58f, area.h - ui.theme().grown(300));
    const float low = std::max(least, wish);
    Rect above = area;
    const Rect keys = cut_bottom(above, low, ui.gap());
    Rect card = ui.card(above, ui.portrait() ? 36 : 24);
    resi_heading(page, view, card);
    camera_key(page, view, card);
    resi_slots(page, view, card);
    if (ui.portrait()) advice(page, view, card);
    const std::string key =
        ui.keyboard({.clear = page.say("key.clear_all"), .erase = page.say("key.erase"), .code = true}, keys);
    if (key == "clear" || key == "erase")
        page.emit(key);
    else if (!key.empty())
        page.emit(std::isdigit(static_cast<unsigned char>(key[0])) != 0 ? "digit" : "letter", key);
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Identity& view,
          viewmodels::Intents& intents) {
    const PublicPage page{ui, words, chrome, intents};
    const Rect area = open_page(page, "identity", view.stepper);
    typed_keys(page, view.mode);
    if (has_letters(view.mode))
        resi_page(page, view, area);
    else
        number_page(page, view, area);
    const bool skips = view.optional && view.typed.size() < view.length;
    close_page(page, {.primary = primary(page, "next", skips ? "action.skip" : "action.next", view.can_continue), .back = back(page)});
}

}  // namespace loket::screens
