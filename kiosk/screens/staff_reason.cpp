#include "kiosk/screens/staff_reason.h"

#include <algorithm>

namespace loket::screens::staff {

using namespace ui;

namespace {

std::string node_id(const ReasonAsk& ask, std::size_t index) {
    return ask.name + ".reason:" + std::to_string(index);
}

/// The chosen reason, then what was typed; either alone will do.
std::string reason_text(const ReasonAsk& ask, const Memory& memory) {
    const std::string chosen = memory.reason >= 0 && memory.reason < static_cast<int>(ask.reasons.size())
                                   ? ask.reasons[static_cast<std::size_t>(memory.reason)]
                                   : "";
    const std::string& typed = memory.text.text();
    if (chosen.empty() || typed.empty()) return chosen + typed;
    return chosen + ": " + typed;
}

float choices_height(const Frame& f, const ReasonAsk& ask, float width, int per_line) {
    if (ask.reasons.empty()) return 0;
    const float words =
        (width - f.dp(16)) / static_cast<float>(per_line) - f.dp(48 + 20) - f.theme().icon(IconSize::Medium);
    float tallest = f.theme().grown(72);
    for (const auto& reason : ask.reasons)
        tallest = std::max(tallest, f.ui.height_of(reason, TextStyle::BodyStrong, words) + f.dp(20));
    const auto lines = static_cast<float>((static_cast<int>(ask.reasons.size()) + per_line - 1) / per_line);
    return lines * (tallest + f.dp(16)) - f.dp(16);
}

void offered(const Frame& f, Memory& memory, const ReasonAsk& ask, Rect& area) {
    const int per_line = f.ui.portrait() || ask.reasons.size() < 2 ? 1 : 2;
    const float height = choices_height(f, ask, area.w, per_line);
    if (height <= 0) return;
    ChoiceList list{
        .selected = memory.reason < 0 ? "" : node_id(ask, static_cast<std::size_t>(memory.reason)),
        .columns = per_line};
    for (std::size_t i = 0; i < ask.reasons.size(); ++i)
        list.choices.push_back({.id = node_id(ask, i), .title = ask.reasons[i]});
    const auto tapped = f.ui.choices(list, cut_top(area, height, f.dp(16)));
    for (std::size_t i = 0; i < ask.reasons.size(); ++i)
        if (tapped == node_id(ask, i)) memory.reason = static_cast<int>(i);
}

void confirm(const Frame& f, Memory& memory, const ReasonAsk& ask, const Rect& rect) {
    const auto places = columns(rect, {1, 1}, f.dp(24));
    const std::string text = reason_text(ask, memory), id = ask.name + ".confirm",
                      close = ask.name + ".close";
    if (f.ui.button({.id = close, .label = f.say("desk.back")}, places[0])) memory.close_dialog();
    static constexpr std::string_view kHarsh[] = {"cancel", "refuse", "return"};
    const bool harsh = std::ranges::find(kHarsh, ask.name) != std::end(kHarsh);
    const bool chosen = ask.codes.empty() || memory.reason >= 0;
    if (f.ui.button({.id = id,
                     .label = f.say("desk.confirm." + ask.name),
                     .style = harsh ? ButtonStyle::Danger : ButtonStyle::Primary,
                     .icon = Icon::Check,
                     .enabled = chosen && !text.empty(),
                     .key = Key::Enter},
                    places[1])) {
        f.emit(ask.name, ask.codes.empty() ? text : ask.codes[static_cast<std::size_t>(memory.reason)] + ":" + text);
        memory.close_dialog();
    }
    f.ui.set_back(close);
}

}  // namespace

Keyboard keyboard_words(const Frame& f) {
    return {
        .clear = f.say("desk.key.clear"), .space = f.say("desk.key.space"), .erase = f.say("desk.key.erase")};
}

void reason_dialog(const Frame& f, Memory& memory, const std::vector<ReasonAsk>& asks) {
    const auto found = std::find_if(asks.begin(), asks.end(),
                                    [&](const ReasonAsk& ask) { return ask.name == memory.dialog; });
    if (found == asks.end()) return;
    const std::string title = f.say("desk.ask." + found->name);
    const float height = f.ui.portrait() ? f.theme().grown(1240) : f.ui.bounds().h;
    Rect area = f.ui.begin_dialog(found->name + ".dialog", title, f.theme().grown(1380), height);
    f.ui.title(area, title, TextStyle::H3, 10);
    const Rect foot = cut_bottom(
        area, f.ui.portrait() ? f.ui.button_height() : std::max(f.theme().target(), f.theme().grown(64)),
        f.dp(14));
    offered(f, memory, *found, area);
    f.ui.text_field({.id = found->name + ".text",
                     .label = f.say(!found->label.empty() ? found->label : found->reasons.empty() ? "desk.reason" : "desk.reason_more"),
                     .placeholder = f.say("desk.reason_hint"),
                     .hungry = true},
                    area, memory.text);
    f.ui.keyboard(keyboard_words(f), area, memory.text);
    confirm(f, memory, *found, foot);
    f.ui.end_dialog();
}

}  // namespace loket::screens::staff
