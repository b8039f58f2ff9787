#include "kiosk/screens/activation_parts.h"

namespace loket::screens::staff {

using namespace ui;
using viewmodels::Activation;

namespace {
constexpr auto kOfficers = "officers";
}

void without_fingers(const Frame& f, Memory& memory, const Activation& view, Rect& area) {
    if (view.officers) {
        const bool mismatch = against_mismatch(view);
        heading(f, f.say(mismatch ? "desk.activation.override" : "desk.activation.officers"), area);
        f.ui.paragraph(area, view.officers->reason, TextStyle::Body, 12, Align::Left, false);
        return f.ui.paragraph(area, f.say(mismatch ? "desk.activation.superior_hint" : "desk.activation.officers_hint"), TextStyle::Caption, 12);
    }
    heading(f, f.say("desk.activation.none_on_chip"), area);
    for (const auto& eye : view.eyes) {
        const Button compare{.id = "compare_eye:" + eye.label, .label = eye.value, .icon = Icon::Iris, .enabled = view.can_compare};
        if (f.ui.button(compare, cut_top(area, f.ui.button_height(), f.dp(12)))) f.emit("compare_eye", eye.label);
    }
    if (!view.eyes.empty()) return;
    f.ui.paragraph(area, f.say("desk.activation.no_iris"), TextStyle::Caption, 12);
    const Button open{.id = "officers.open", .label = f.say("desk.activation.officers"), .icon = Icon::People, .enabled = view.can_compare};
    if (f.ui.button(open, cut_top(area, f.ui.button_height(), f.dp(12)))) memory.ask(kOfficers);
}

bool against_mismatch(const Activation& view) { return view.can_refuse && view.tries_left == 0; }

void override_button(const Frame& f, Memory& memory, Rect& area) {
    const Button open{.id = "officers.open", .label = f.say("desk.activation.override"), .style = ButtonStyle::Quiet, .icon = Icon::People};
    if (f.ui.button(open, cut_top(area, f.ui.button_height(), f.dp(12)))) memory.ask(kOfficers);
}

std::vector<Action> officers_actions(const Frame& f, const Activation& view) {
    const auto action = [&](const char* name, const char* words, ButtonStyle style, Icon icon) {
        return Action{.button = {.id = name, .label = f.say(words), .style = style, .icon = icon}, .name = name};
    };
    const bool taken = view.officers->photo.image != nullptr;
    std::vector<Action> list{action("officers.cancel", "desk.evidence.cancel", ButtonStyle::Quiet, Icon::Close),
                             action("officers.photo", taken ? "desk.retake" : "desk.evidence.take", taken ? ButtonStyle::Secondary : ButtonStyle::Primary, Icon::Camera)};
    if (taken) list.push_back(action("officers.second", against_mismatch(view) ? "desk.activation.superior" : "desk.activation.second", ButtonStyle::Primary, Icon::People));
    return list;
}

void officers_dialog(const Frame& f, Memory& memory, const Activation& view) {
    if (memory.dialog != kOfficers) return;
    const bool mismatch = against_mismatch(view);
    if ((!view.without_fingers && !mismatch) || view.working) return memory.close_dialog();
    one_tap_dialog(f, memory, {kOfficers, "", f.say(mismatch ? "desk.activation.why_override" : "desk.activation.why_officers"), f.say("desk.ask.excuse_hint"), view.excuse_reasons});
}

}  // namespace loket::screens::staff
