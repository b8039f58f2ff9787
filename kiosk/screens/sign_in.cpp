// Who is there, and the PIN.

#include "kiosk/screens/staff_parts.h"

namespace loket::screens {

using namespace ui;
using namespace staff;

namespace {

constexpr int kPinLength = 6;

void officers(const Frame& f, const viewmodels::SignIn& view, Rect area) {
    heading(f, f.say("desk.sign_in.who"), area);
    ChoiceList list{.selected = view.selected.empty() ? "" : "user:" + view.selected, .columns = f.ui.portrait() || f.theme().options.text_scale < 1.4f ? 2 : 1};
    for (const auto& officer : view.officers) list.choices.push_back({.id = "user:" + officer.user, .title = officer.name, .subtitle = officer.role});
    if (view.officers.size() > 5) list.columns = 2;
    if (const auto tapped = f.ui.choices(list, area); !tapped.empty()) f.emit("user", tapped.substr(5));
}

/// The screen never holds the PIN: it counts what is typed and hands each digit on.
void pin(const Frame& f, const viewmodels::SignIn& view, Rect area) {
    FieldModel typed(Accept::Digits, kPinLength, std::string(static_cast<std::size_t>(view.pin_length), '0'));
    heading(f, f.say("desk.sign_in.pin"), area);
    f.ui.digits({.id = "pin", .label = f.say("desk.sign_in.pin"), .groups = {kPinLength}, .masked = true, .error = view.notice && view.notice->tone == viewmodels::Tone::Bad}, area, typed);
    if (view.notice) f.ui.banner({.id = "notice.page", .title = view.notice->text, .tone = tone_of(view.notice->tone)}, area);
    f.ui.keypad({.clear = f.say("desk.key.clear"), .erase = f.say("desk.key.erase")}, area, typed);
    const auto before = static_cast<std::size_t>(view.pin_length), after = typed.text().size();
    for (std::size_t i = before; i < after; ++i) f.emit("digit", typed.text().substr(i, 1));
    if (after < before) f.emit(before - after == 1 ? "erase" : "clear");
}

void bars(const Frame& f, const viewmodels::SignIn& view) {
    const Footer bar{.back = {.id = "leave", .label = f.say("desk.leave"), .icon = Icon::ArrowBack},
                     .primary = {.id = "sign_in", .label = f.say("desk.sign_in"), .style = ButtonStyle::Primary, .icon = Icon::Login, .enabled = view.can_continue},
                     .text_size = f.say("desk.text_size"), .contrast = f.say("desk.contrast")};
    const FooterEvent event = f.ui.footer(bar);
    if (event == FooterEvent::Back) f.emit("leave");
    if (event == FooterEvent::Primary) f.emit("sign_in");
    if (event == FooterEvent::TextSize) f.emit("tool.text_size");
    if (event == FooterEvent::Contrast) f.emit("tool.contrast");
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::SignIn& view, viewmodels::Intents& intents) {
    const viewmodels::Desk none;
    const Frame f{ui, words, chrome, none, intents};
    forget();
    ui.screen("staff.sign_in");
    const auto language = ui.header({.office = chrome.office, .subtitle = chrome.place, .clock = chrome.date + "   " + chrome.time,
                                     .languages = {{"id", "Indonesia"}, {"en", "English"}}, .language = chrome.language,
                                     .badge = chrome.simulated ? f.say("desk.simulated") : "", .logo = Icon::Badge});
    if (!language.empty()) f.emit("language", language);
    Rect area = ui.content();
    ui.title(area, f.say("desk.sign_in.title"), TextStyle::H2, 20);
    const auto parts = ui.portrait() ? rows(area, {1, 1.15f}, f.dp(24)) : columns(area, {1.45f, 1}, f.dp(30));
    officers(f, view, ui.card(parts[0], 28));
    pin(f, view, ui.card(parts[1], 28));
    bars(f, view);
}

}  // namespace loket::screens
