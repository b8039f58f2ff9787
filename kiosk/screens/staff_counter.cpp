#include "kiosk/screens/staff_counter.h"

#include <algorithm>

#include "kiosk/ui/text.h"

namespace loket::screens::staff {

using namespace ui;
using viewmodels::Counter;

void call_next(const Frame& f, const Rect& rect) {
    const bool anybody = f.desk.counter->waiting > 0;
    const Button call{.id = "call",
                      .label = f.say("desk.call_next"),
                      .style = ButtonStyle::Primary,
                      .icon = Icon::Campaign,
                      .enabled = anybody,
                      .key = Key::Enter};
    const bool struck = anybody && !f.ui.dialog_open() && (f.ui.frame().key == Key::F2 || f.ui.frame().text == " ");
    if (f.ui.button(call, rect) || struck) f.emit("call");
}

std::vector<Action> ticket_actions(const Frame& f) {
    const Counter& counter = *f.desk.counter;
    const auto& number = counter.called;
    return {{.button = {.id = "call:" + number, .label = f.say("desk.call_again"), .icon = Icon::Campaign, .key = Key::F2}, .name = "call", .value = number},
            {.button = {.id = "hold", .label = f.say("desk.hold"), .icon = Icon::Pause, .key = Key::F3}, .name = "hold", .ask = true},
            {.button = {.id = "miss:" + number, .label = f.say("desk.miss"), .icon = Icon::Block, .enabled = counter.can_miss, .key = Key::F4}, .name = "miss", .value = number},
            {.button = {.id = "transfer", .label = f.say("desk.transfer"), .icon = Icon::Swap, .key = Key::F5}, .name = "transfer", .ask = true}};
}

std::vector<ReasonAsk> ticket_asks(const Frame& f) {
    if (!f.desk.counter) return {};
    ReasonAsk transfer{.name = "transfer"};
    for (const auto& desk : f.desk.counter->desks) {
        transfer.codes.push_back(desk.label);
        transfer.reasons.push_back(desk.value);
    }
    return {{.name = "hold", .reasons = f.desk.counter->hold_reasons}, std::move(transfer)};
}

void counter_strip(const Frame& f, Memory& memory, Rect& area) {
    if (!f.desk.counter) return;
    const Counter& counter = *f.desk.counter;
    const bool called = !counter.called.empty(), back = !called && !counter.held.empty(), stacked = (called || back) && f.compact();
    const float high = f.ui.button_height(), gap = f.dp(16);
    Rect inside = f.ui.card(cut_top(area, (stacked ? 2 * high + gap : high) + f.dp(40), f.dp(20)), 20);
    Rect line = stacked ? cut_top(inside, high, gap) : inside;
    Rect buttons = stacked ? inside : cut_right(line, line.w * (called || back ? 0.68f : 0.4f), f.dp(20));
    if (called) {
        actions(f, memory, ticket_actions(f), buttons);
    } else {
        if (back) {
            const auto& first = counter.held.front();
            const Button resume{.id = "resume:" + first, .label = f.say("desk.resume", {{"ticket", first}}), .icon = Icon::Undo, .key = Key::F6};
            if (f.ui.button(resume, cut_left(buttons, buttons.w / 2 - gap / 2, gap))) f.emit("resume", first);
        }
        call_next(f, buttons);
    }
    const std::string words = called ? f.say("desk.at_counter", {{"ticket", counter.called}})
                                     : f.say("desk.queue_here", {{"count", std::to_string(counter.waiting)}});
    f.ui.paint().icon(Icon::People, cut_left(line, f.theme().icon(IconSize::Medium), gap).centre(), IconSize::Medium,
                      f.theme().colour.primary);
    Rect block = centred(line, line.w, std::min(line.h, f.ui.height_of(words, TextStyle::Body, line.w)));
    f.ui.paragraph(block, words, TextStyle::Body, 0, Align::Left, false);
}

}  // namespace loket::screens::staff
