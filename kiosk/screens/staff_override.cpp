// What was refused may be allowed by a superior: their name, PIN and reason, on the page where it happened.

#include "kiosk/screens/staff_override.h"

#include <algorithm>

#include "kiosk/screens/pin_dialog.h"
#include "kiosk/screens/staff_reason.h"
#include "kiosk/ui/text.h"

namespace loket::screens::staff {

using namespace ui;
using viewmodels::Override;

namespace {

void who_and_why(const Frame& f, Memory& memory, const Override& view, Rect& area) {
    ChoiceList officers{.selected = "override.user:" + view.selected};
    for (const auto& officer : view.officers)
        officers.choices.push_back({.id = "override.user:" + officer.user, .title = officer.name, .subtitle = officer.role});
    const float row = std::max(f.theme().grown(92), f.theme().line(TextStyle::BodyStrong) + f.theme().line(TextStyle::Caption) + f.dp(24));
    const auto count = static_cast<float>(std::max<std::size_t>(1, view.officers.size()));
    const std::string reasons[] = {f.say("desk.override.seen"), f.say("desk.override.urgent")};
    const float why = f.theme().line(TextStyle::BodyStrong) + f.dp(10) + 2 * (f.theme().grown(72) + f.dp(16));
    const float share = std::min(count * (row + f.dp(16)), area.h - why);
    if (const auto tapped = f.ui.choices(officers, cut_top(area, share - f.dp(16), f.dp(16))); !tapped.empty())
        f.emit("override.user", tapped.substr(14));
    heading(f, f.say("desk.reason"), area);
    ChoiceList list{.selected = memory.reason < 0 ? "" : "override.reason:" + std::to_string(memory.reason)};
    for (int i = 0; i < 2; ++i) list.choices.push_back({.id = "override.reason:" + std::to_string(i), .title = reasons[i]});
    const auto tapped = f.ui.choices(list, cut_top(area, 2 * f.theme().grown(72) + f.dp(16)));
    if (!tapped.empty()) memory.reason = tapped.back() - '0';
}

}  // namespace

void override_dialog(const Frame& f) {
    if (!f.desk.override_) return;
    const Override& view = *f.desk.override_;
    Memory& memory = override_memory();
    const std::string title = f.say("desk.override.title");
    Rect area = f.ui.begin_dialog("override.dialog", title, f.theme().grown(1500), f.ui.portrait() ? f.theme().grown(1560) : f.ui.bounds().h);
    f.ui.title(area, title, TextStyle::H3, 8);
    f.ui.banner({.id = "override.refusal", .title = view.notice ? view.notice->text : view.refusal, .tone = view.notice ? tone_of(view.notice->tone) : Tone::Warn}, area);
    const auto foot = columns(cut_bottom(area, f.ui.portrait() ? f.ui.button_height() : std::max(f.theme().target(), f.theme().grown(64)), f.dp(14)), {1, 1}, f.dp(24));
    const auto parts = f.ui.portrait() ? rows(area, {1, 1.1f}, f.dp(24)) : columns(area, {1.2f, 1}, f.dp(36));
    Rect left = parts[0], right = parts[1];
    who_and_why(f, memory, view, left);
    f.ui.label(cut_top(right, f.theme().line(TextStyle::BodyStrong), f.dp(8)), f.say("desk.sign_in.pin"), TextStyle::BodyStrong);
    pin_entry(f, {.id = "override.pin", .prefix = "override.", .length = view.pin_length, .label = f.say("desk.sign_in.pin")}, right);
    if (f.ui.button({.id = "override.close", .label = f.say("desk.back")}, foot[0])) f.emit("override.close");
    const bool ready = view.can_allow && memory.reason >= 0;
    if (f.ui.button({.id = "override.allow", .label = f.say("desk.override.allow"), .style = ButtonStyle::Primary, .icon = Icon::Check, .enabled = ready, .key = Key::Enter}, foot[1]))
        f.emit("override.allow", f.say(memory.reason == 0 ? "desk.override.seen" : "desk.override.urgent"));
    f.ui.set_back("override.close");
    f.ui.end_dialog();
}

}  // namespace loket::screens::staff
