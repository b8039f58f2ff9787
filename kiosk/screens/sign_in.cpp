// Who is there, the PIN, and the finger or card where the office asks for it. The same page hides a desk that was left alone.

#include <algorithm>

#include "kiosk/screens/pin_dialog.h"
#include "kiosk/screens/staff_parts.h"
#include "kiosk/ui/text.h"

namespace loket::screens {

using namespace ui;
using namespace staff;

namespace {

void officer_card(const Frame& f, const viewmodels::Officer& officer, bool on, const Rect& rect) {
    const Palette& c = f.theme().colour;
    const float radius = f.theme().button_radius();
    Rect inside = rect.inset(f.dp(20), f.dp(6));
    const Rect sign = cut_left(inside, f.theme().icon(IconSize::Medium), f.dp(16));
    TextStyle style = TextStyle::BodyStrong;
    const float role = f.ui.height_of(officer.role, TextStyle::Caption, inside.w);
    const bool tight = f.theme().line(style) + role > rect.h;
    if (tight || text_width(f.ui.fonts(), style, officer.name) > inside.w) style = TextStyle::CaptionStrong;
    const float name = f.ui.height_of(officer.name, style, inside.w);
    const bool with_role = name + role <= rect.h;  // large letters: the name is what is looked for
    const Touch touch = f.ui.control({.id = "user:" + officer.user,
                                      .role = Role::Choice,
                                      .label = officer.name,
                                      .value = officer.role,
                                      .rect = rect,
                                      .selected = on,
                                      .overflow = name > rect.h});
    f.ui.paint().fill(rect, on || touch.held ? c.soft : c.surface, radius);
    f.ui.paint().stroke(rect, on ? c.primary : c.border, on ? f.dp(4) : f.theme().border(), radius);
    f.ui.paint().icon(on ? Icon::RadioOn : Icon::RadioOff, sign.centre(), IconSize::Medium,
                      on ? c.primary : c.border);
    Rect words = centred(inside, inside.w, with_role ? name + role : name);
    f.ui.paint().paragraph(cut_top(words, name), officer.name, style, c.text);
    if (with_role) f.ui.paint().paragraph(words, officer.role, TextStyle::Caption, c.muted);
    f.ui.ring(touch, rect, radius);
    if (touch.clicked && !on) f.emit("user", officer.user);
}

void officer_cards(const Frame& f, const viewmodels::SignIn& view, Rect area) {
    const float gap = f.dp(16), least = std::max(f.theme().target(), f.theme().line(TextStyle::CaptionStrong) + f.theme().line(TextStyle::Caption) + f.dp(14));
    const auto fitting = [&](float high) { return 2 * std::max(1, static_cast<int>((high + gap) / (least + gap))); };
    const int count = static_cast<int>(view.officers.size());
    TablePage& page = list_page("sign_in");
    int per_page = fitting(area.h);
    const ReadLater after_cards(f.ui, [&] {
        if (count <= per_page) return;
        const Rect foot = cut_bottom(area, f.ui.button_height(), gap);
        per_page = fitting(area.h);
        if (f.ui.button({.id = "work.next", .label = f.say("desk.sign_in.others"), .icon = Icon::ChevronRight, .icon_after = true}, foot))
            page.first = page.first + per_page < count ? page.first + per_page : 0;
    });
    const int first = count > per_page ? std::min(page.first, count - 1) : 0, shown = std::min(per_page, count - first);
    const int down = std::max(1, (shown + 1) / 2);
    const float high = std::min((area.h + gap) / static_cast<float>(down) - gap, f.theme().grown(132));
    const auto cells = grid({area.x, area.y, area.w, static_cast<float>(down) * (high + gap) - gap}, 2, down, gap);
    for (int i = 0; i < shown; ++i) {
        const auto& officer = view.officers[static_cast<std::size_t>(first + i)];
        officer_card(f, officer, officer.user == view.selected, cells[static_cast<std::size_t>(i)]);
    }
}

void officers(const Frame& f, const viewmodels::SignIn& view, Rect area) {
    if (!view.locked.empty())
        f.ui.banner({.id = "locked", .title = f.say("desk.sign_in.locked", {{"name", view.locked}}), .text = f.compact() ? "" : f.say("desk.sign_in.locked_hint", {{"name", view.locked}}), .tone = Tone::Warn}, area);
    if (view.offers_card) {
        const Button card{.id = "card", .label = f.say(view.card_read ? "desk.sign_in.card_read" : "desk.sign_in.card"), .icon = view.card_read ? Icon::Check : Icon::Nfc, .enabled = !view.scanning};
        Rect row = cut_top(area, std::max(f.theme().target(), f.theme().grown(64)), f.dp(14));
        if (f.ui.button(card, cut_right(row, std::min(f.ui.button_width(card), row.w), f.dp(16)))) f.emit("card");
        f.ui.label(row, f.say("desk.sign_in.who"), TextStyle::BodyStrong);
    } else {
        heading(f, f.say("desk.sign_in.who"), area);
    }
    officer_cards(f, view, area);
}

/// The finger is asked for after the PIN.
void finger(const Frame& f, const viewmodels::SignIn& view, Rect area) {
    heading(f, f.say("desk.sign_in.finger"), area);
    if (view.notice) f.ui.banner({.id = "notice.pin", .title = view.notice->text, .tone = tone_of(view.notice->tone)}, area);
    for (const auto& hint : view.hints) f.ui.status_row({.id = "hint", .label = hint, .tone = Tone::Info}, area);
    f.ui.picture({.id = "live", .label = f.say("desk.sign_in.finger"), .picture = picture_of(view.live), .fit = PictureFit::Contain, .absent = f.say("desk.sign_in.finger_hint"), .absent_icon = Icon::Fingerprint},
                 area);
}

/// The screen never holds the PIN: it counts what is typed and hands each digit on.
void pin(const Frame& f, const viewmodels::SignIn& view, Rect area) {
    heading(f, f.say("desk.sign_in.pin"), area);
    pin_entry(f, {.length = view.pin_length, .wrong = view.notice && view.notice->tone == viewmodels::Tone::Bad, .label = f.say("desk.sign_in.pin"), .notice = view.notice}, area);
}

/// Beside the title which counter this is; a touch turns to the next number.
void title_line(const Frame& f, const viewmodels::SignIn& view, Rect& area) {
    Rect line = cut_top(area, std::max(f.theme().target(), f.theme().line(TextStyle::H2)), f.dp(16));
    const auto here = std::ranges::find(view.lokets, view.loket);
    if (!view.lokets.empty()) {
        const auto& next = here == view.lokets.end() || here + 1 == view.lokets.end() ? view.lokets.front() : *(here + 1);
        const Button loket{.id = "loket:" + next, .label = f.say("desk.sign_in.loket", {{"number", view.loket}}), .icon = Icon::Swap, .key = Key::F2};
        if (f.ui.button(loket, cut_right(line, std::min(line.w / 2, f.ui.button_width(loket)), f.dp(20)))) f.emit("loket", next);
    }
    f.ui.label(line, !view.title.empty() ? view.title : f.say(view.locked.empty() ? "desk.sign_in.title" : "desk.sign_in.locked_title"), TextStyle::H2);
}

void bars(const Frame& f, const viewmodels::SignIn& view) {
    const bool stays = !view.locked.empty() && !view.asks_finger;  // nobody walks past a lock
    const Footer bar{.back = {.id = "leave", .label = stays ? "" : f.say(view.asks_finger ? "desk.back" : "desk.leave"), .icon = Icon::ArrowBack},
                     .primary = {.id = "sign_in",
                                 .label = !view.confirm.empty() ? view.confirm : f.say(view.asks_finger ? "desk.sign_in.scan" : "desk.sign_in"),
                                 .style = ButtonStyle::Primary,
                                 .icon = view.asks_finger ? Icon::Fingerprint : Icon::Login,
                                 .enabled = view.can_continue},
                     .text_size = f.say("desk.text_size"),
                     .contrast = f.say("desk.contrast")};
    const FooterEvent event = f.ui.footer(bar);
    if (event == FooterEvent::Back) f.emit("leave");
    if (event == FooterEvent::Primary) f.emit("sign_in");
    if (event == FooterEvent::TextSize) f.emit("tool.text_size");
    if (event == FooterEvent::Contrast) f.emit("tool.contrast");
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::SignIn& view,
          viewmodels::Intents& intents) {
    const viewmodels::Desk none;
    const Frame f{ui, words, chrome, none, intents};
    ui.screen("staff.sign_in");
    const auto language = ui.header({.office = chrome.office,
                                     .subtitle = chrome.place,
                                     .clock = chrome.date + "   " + chrome.time,
                                     .languages = {{"id", "Indonesia"}, {"en", "English"}},
                                     .language = chrome.language,
                                     .badge = chrome.simulated ? f.say("desk.simulated") : "",
                                     .logo = Icon::Badge});
    if (!language.empty()) f.emit("language", language);
    Rect area = ui.content();
    title_line(f, view, area);
    const auto parts = ui.portrait() ? rows(area, {1, 1.3f}, f.dp(24)) : columns(area, {1.45f, 1}, f.dp(30));
    officers(f, view, ui.card(parts[0], 28));
    const Rect right = ui.card(parts[1], 28);
    if (view.asks_finger) finger(f, view, right);
    else pin(f, view, right);
    bars(f, view);
}

}  // namespace loket::screens
