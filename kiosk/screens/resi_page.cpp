// The resi just issued.

#include "kiosk/screens/staff_parts.h"

namespace loket::screens {

using namespace ui;
using namespace staff;

namespace {

void number(const Frame& f, const viewmodels::ResiPage& view, Rect area) {
    if (!f.compact()) f.ui.outcome(Tone::Success, area, 20);
    f.ui.title(area, f.say("desk.resi.issued"), TextStyle::H3, 18, Align::Centre);
    Rect box = f.ui.panel(cut_top(area, f.theme().line(TextStyle::H2) + f.dp(48), f.dp(24)), 20);
    f.ui.label(box, view.resi, TextStyle::H2, Align::Centre);
    facts(f, {{f.say("desk.resi.service"), view.service}, {f.say("desk.resi.promised"), view.promised}},
          area);
    cut_top(area, f.dp(16));
    const bool record = view.needs_recording;
    f.ui.status_row({.id = "resi.next",
                     .label = f.say(record ? "desk.resi.record_next" : "desk.resi.give"),
                     .tone = record ? Tone::Warn : Tone::Info,
                     .icon = record ? Icon::Fingerprint : Icon::Receipt},
                    area);
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::ResiPage& view,
          const viewmodels::Desk& desk, viewmodels::Intents& intents) {
    const Frame f{ui, words, chrome, desk, intents};
    Memory& memory = memory_of(view.resi);
    Rect area = open_frame(f, {.screen = "staff.resi", .title = desk.title, .notice = view.notice});
    const Rect foot = cut_actions(f, area);
    const auto parts = ui.portrait() ? rows(area, {1.7f, 1}, f.dp(24)) : columns(area, {1.3f, 1}, f.dp(24));
    number(f, view, ui.card(parts[0], 32));
    ui.picture({.id = "slip",
                .label = f.say("desk.resi.slip"),
                .picture = picture_of(view.slip),
                .fit = PictureFit::Contain,
                .radius = 4,
                .absent = f.say("desk.resi.no_slip"),
                .absent_icon = Icon::Receipt},
               ui.card(parts[1], 24));
    std::vector<Action> list{
        {.button = {.id = "print_again", .label = f.say("desk.resi.print_again"), .icon = Icon::Print, .key = Key::F8},
         .name = "print_again"}};
    if (view.can_add)
        list.push_back({.button = {.id = "add_service", .label = f.say("desk.add_service"), .icon = Icon::Add, .key = Key::F6}, .name = "add_service"});
    const Button done{.id = "done",
                      .label = f.say("desk.resi.done"),
                      .style = view.needs_recording ? ButtonStyle::Secondary : ButtonStyle::Primary,
                      .icon = Icon::Check,
                      .key = view.needs_recording ? Key::F9 : Key::Enter};
    list.push_back({.button = done, .name = "done"});
    if (view.needs_recording)
        list.push_back({.button = {.id = "record",
                                   .label = f.say("desk.record"),
                                   .style = ButtonStyle::Primary,
                                   .icon = Icon::Camera,
                                   .key = Key::Enter},
                        .name = "record"});
    actions(f, memory, list, foot);
    close_frame(f);
}

}  // namespace loket::screens
