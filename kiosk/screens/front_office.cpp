// The queue: who waits, who is called, who is received.

#include "kiosk/screens/staff_parts.h"
#include "kiosk/screens/staff_work.h"
#include "kiosk/ui/text.h"

namespace loket::screens {

using namespace ui;
using namespace staff;

namespace {

void figure(const Frame& f, const std::string& id, int number, const std::string& words, const Rect& rect) {
    Rect inside = f.ui.panel(rect, 16);
    f.ui.note(
        {.id = id, .role = Role::Status, .label = words, .value = std::to_string(number), .rect = rect});
    f.ui.paint().text_in(
        cut_left(inside, text_width(f.ui.fonts(), TextStyle::H2, std::to_string(number)) + 2, f.dp(14)),
        std::to_string(number), TextStyle::H2, f.theme().colour.primary);
    f.ui.paint().paragraph(
        centred(inside, inside.w, std::min(inside.h, f.ui.height_of(words, TextStyle::Caption, inside.w))),
        words, TextStyle::Caption, f.theme().colour.muted);
}

void figures(const Frame& f, const viewmodels::FrontOffice& view, Rect& area) {
    const auto cells =
        columns(cut_top(area, f.theme().grown(f.ui.portrait() ? 84 : 112), f.dp(20)), {1, 1}, f.dp(16));
    figure(f, "waiting", view.waiting, f.say("desk.waiting"), cells[0]);
    figure(f, "waiting_priority", view.waiting_priority, f.say("desk.waiting_priority"), cells[1]);
}

void at_counter(const Frame& f, const viewmodels::FrontOffice& view, Rect area) {
    // Three in a line on a standing screen, where height is short; else the main one above the others.
    const float high = f.ui.button_height();
    const auto line =
        columns(cut_bottom(area, high, f.dp(16)), std::vector<float>(f.ui.portrait() ? 3 : 2, 1.f), f.dp(16));
    const Rect main = f.ui.portrait() ? line[2] : cut_bottom(area, high, f.dp(16));
    const Button receive{.id = "receive:" + view.called,
                         .label = f.say("desk.receive"),
                         .style = ButtonStyle::Primary,
                         .icon = Icon::Assignment,
                         .enabled = view.can_receive};
    if (f.ui.button(receive, main)) f.emit("receive", view.called);
    if (f.ui.button({.id = "call:" + view.called, .label = f.say("desk.call_again"), .icon = Icon::Campaign},
                    line[0]))
        f.emit("call", view.called);
    if (f.ui.button({.id = "miss:" + view.called,
                     .label = f.say("desk.miss"),
                     .icon = Icon::Block,
                     .enabled = view.can_miss},
                    line[1]))
        f.emit("miss", view.called);
    const TextStyle number =
        text_width(f.ui.fonts(), TextStyle::Queue, view.called) <= area.w && area.h > f.dp(320)
            ? TextStyle::Queue
            : TextStyle::H1;
    const float words = f.ui.height_of(view.called_detail, TextStyle::Body, area.w),
                title = f.theme().line(TextStyle::Body), tall = f.theme().line(number);
    Rect block = centred(area, area.w, std::min(area.h, title + tall + f.dp(8) + words));
    f.ui.paragraph(block, f.say("desk.now_called"), TextStyle::Body, 0, Align::Centre);
    f.ui.title(block, view.called, number, 8, Align::Centre);
    f.ui.paragraph(block, view.called_detail, TextStyle::Body, 0, Align::Centre);
}

void counter(const Frame& f, const viewmodels::FrontOffice& view, const Rect& rect) {
    Rect area = f.ui.card(rect, 30);
    figures(f, view, area);
    if (!view.called.empty()) return at_counter(f, view, area);
    const Rect foot = cut_bottom(area, f.ui.button_height(), f.dp(16));
    if (f.ui.button({.id = "call",
                     .label = f.say("desk.call_next"),
                     .style = ButtonStyle::Primary,
                     .icon = Icon::Campaign,
                     .enabled = view.waiting > 0},
                    foot))
        f.emit("call");
    centre_note(f, Icon::Person, f.say("desk.nobody_called"),
                f.say(view.waiting > 0 ? "desk.nobody_called_hint" : "desk.nobody_waits"), area);
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::FrontOffice& view,
          viewmodels::Intents& intents) {
    const Frame f{ui, words, chrome, view.desk, intents};
    memory_of({});
    const Rect area = open_frame(f, {.screen = "staff.front_office", .title = view.desk.title});
    const auto parts = ui.portrait() ? rows(area, {1.4f, 1}, f.dp(24)) : columns(area, {1.4f, 1}, f.dp(24));
    // Tickets are called, not opened: the list only shows who waits.
    work_table(f, ui.portrait() ? parts[1] : parts[0], false);
    counter(f, view, ui.portrait() ? parts[0] : parts[1]);
    close_frame(f);
}

}  // namespace loket::screens
