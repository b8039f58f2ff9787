// Activation in person: the finger against the chip.

#include <algorithm>
#include <string>

#include "kiosk/screens/activation_parts.h"
#include "kiosk/screens/staff_reason.h"
#include "kiosk/screens/staff_work.h"

namespace loket::screens {

using namespace ui;
using namespace staff;
using viewmodels::Activation;

namespace {

constexpr int kTries = 3;

/// Code of the finger that is asked for, 0 if it is not one of the chip's.
int asked_finger(const Activation& view) {
    for (const auto& finger : view.fingers)
        if (finger.value == view.finger_label &&
            finger.label.find_first_not_of("0123456789") == std::string::npos && finger.label.size() <= 2)
            return std::stoi("0" + finger.label);
    return 0;
}

void prompt(const Frame& f, const Activation& view, Rect area) {
    const bool done = view.active || view.matched, over = against_mismatch(view);
    const bool eye = view.without_fingers;
    if (view.officers || eye) {
        f.ui.title(area, view.officers ? f.say("desk.activation.photo") : view.eyes.empty() ? f.say("desk.activation.none_on_chip") : view.finger_label, TextStyle::H2, 12);
        const auto& shown = view.officers && view.officers->photo.image && !view.working ? view.officers->photo : view.live;
        return f.ui.picture({.id = "live",
                             .label = view.finger_label,
                             .picture = picture_of(shown),
                             .fit = PictureFit::Contain,
                             .radius = 16,
                             .absent = f.say(view.working ? "desk.starting" : "desk.no_picture"),
                             .absent_icon = view.officers ? Icon::Camera : Icon::Iris},
                            area);
    }
    if (!over) f.ui.paragraph(area, f.say(done ? "desk.activation.active" : "desk.activation.place"), TextStyle::Body, 0);
    f.ui.title(area, over ? f.say("desk.activation.none_matched") : view.finger_label, TextStyle::H2, 12);
    Hands both{.id = "hands"};
    const int finger = over ? 0 : asked_finger(view);  // nobody is to lay down another one
    if (finger >= 1 && finger <= 10)
        both.fingers[static_cast<std::size_t>(finger)] = done ? FingerState::Done : FingerState::Current;
    hands_beside(f, both,
                 {.id = "live",
                  .label = view.finger_label,
                  .picture = picture_of(view.live),
                  .fit = PictureFit::Contain,
                  .radius = 16,
                  .absent = f.say(view.working ? "desk.starting" : "desk.no_picture"),
                  .absent_icon = Icon::Fingerprint},
                 area);
}

void compare_buttons(const Frame& f, const Activation& view, Rect& area) {
    heading(f, f.say("desk.activation.on_chip"), area);
    if (view.fingers.empty())
        return f.ui.paragraph(area, f.say("desk.activation.no_fingers"), TextStyle::Caption, 12);
    const int across = f.ui.portrait() ? 2 : 1,
              down = (static_cast<int>(view.fingers.size()) + across - 1) / across;
    const float gap = f.dp(12);
    const auto cells = grid(cut_top(area, static_cast<float>(down) * (f.ui.button_height() + gap) - gap, gap),
                            across, down, gap);
    for (std::size_t i = 0; i < view.fingers.size(); ++i) {
        const auto& finger = view.fingers[i];
        const Button compare{.id = "compare:" + finger.label,
                             .label = finger.value,
                             .icon = Icon::Fingerprint,
                             .enabled = view.can_compare,
                             .key = static_cast<Key>(static_cast<int>(Key::F2) + static_cast<int>(std::min<std::size_t>(i, 4)))};
        if (f.ui.button(compare, cells[i])) f.emit("compare", finger.label);
    }
}

void card_side(const Frame& f, Memory& memory, const Activation& view, Rect area) {
    const Tone tone = view.active ? Tone::Success : Tone::Info;
    f.ui.chip(area, view.card_state, tone, 14);
    if (view.active) {
        f.ui.outcome(Tone::Success, area, 16);
        f.ui.title(area, f.say("desk.activation.done"), TextStyle::H3, 6, Align::Centre);
        return f.ui.paragraph(area, f.say("desk.activation.done_hint"), TextStyle::Body, 0, Align::Centre);
    }
    if (view.working) {
        f.ui.progress_bar({.id = "working", .label = f.say("desk.activation.working"), .value = -1}, area);
        if (!view.hints.empty()) coach_row(f, "hint", view.hints.back(), area);
    } else {
        if (view.without_fingers || view.officers) without_fingers(f, memory, view, area);
        else if (against_mismatch(view)) override_button(f, memory, area);  // nobody is to compare again
        else compare_buttons(f, view, area);
        const float tries_high = f.theme().grown(40) + f.dp(24);
        if (!view.hints.empty() && area.h >= coach_height(f, view.hints.back(), area.w) + tries_high) coach_row(f, "hint", view.hints.back(), area);
    }
    if (!view.officers) tries(f, view.tries_left, kTries, area);
}

void buttons(const Frame& f, Memory& memory, const Activation& view, const Rect& rect) {
    if (view.working)
        return actions(
            f, memory,
            {{.button = {.id = "cancel_capture", .label = f.say("desk.cancel_capture"), .icon = Icon::Stop},
              .name = "cancel_capture"}},
            rect);
    if (view.officers) return actions(f, memory, officers_actions(f, view), rect);
    if (!view.begun)
        return actions(f, memory, {begin_action(f, *view.file)}, rect);
    // A card that cannot be read is nobody's fault: it goes back to the printer. Once a finger was compared, the question is another.
    const std::string wrong = view.can_spoil ? "spoiled" : "refuse";
    std::vector<Action> list{{.button = {.id = wrong,
                                         .label = f.say("desk.activation." + wrong),
                                         .style = ButtonStyle::Quiet,
                                         .icon = view.can_spoil ? Icon::Warning : Icon::Block,
                                         .enabled = view.can_spoil || view.can_refuse,
                                         .key = Key::F9},
                              .name = wrong,
                              .ask = true}};
    if (!view.active)
        list.push_back({.button = {.id = "read", .label = f.say("desk.activation.read"), .icon = Icon::Nfc, .key = Key::F8},
                        .name = "read"});
    list.push_back({.button = {.id = "complete",
                               .label = f.say("desk.activation.complete"),
                               .style = ButtonStyle::Primary,
                               .icon = Icon::Check,
                               .enabled = view.can_complete,
                               .key = Key::Enter},
                    .name = "complete"});
    actions(f, memory, list, rect);
}

void file(const Frame& f, Memory& memory, const Activation& view, Rect area) {
    const Rect foot = cut_actions(f, area);
    head_card(f, *view.file, area, !f.compact());
    const auto parts = f.ui.portrait() ? rows(area, {1, 1}, f.dp(20)) : columns(area, {1.35f, 1}, f.dp(20));
    prompt(f, view, f.ui.card(parts[0], 24));
    card_side(f, memory, view, f.ui.card(parts[1], 24));
    buttons(f, memory, view, foot);
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const Activation& view,
          viewmodels::Intents& intents) {
    if (view.second) return draw(ui, words, chrome, *view.second, intents);
    const Frame f{ui, words, chrome, view.desk, intents};
    file_page(f, {.screen = "staff.activation",
                  .file = view.file,
                  .notice = view.notice,
                  .asks = {{.name = "refuse", .reasons = view.reasons}, {.name = "spoiled", .reasons = view.spoil_reasons}},
                  .open = [&](Memory& memory, const Rect& area) { file(f, memory, view, area); }});
    officers_dialog(f, memory_of(view.file ? view.file->case_id : ""), view);
}

}  // namespace loket::screens
