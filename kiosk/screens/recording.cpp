// Recording of photo, signature, fingers and irises, stage by stage.

#include <algorithm>

#include "kiosk/screens/recording_parts.h"
#include "kiosk/screens/staff_counter.h"
#include "kiosk/screens/staff_work.h"

namespace loket::screens {

using namespace ui;
using namespace staff;
using viewmodels::Recording;

namespace {

bool poor(const Recording& view) {
    return std::any_of(view.stage_slots.begin(), view.stage_slots.end(), [&](const auto& id) {
        const auto* slot = find_slot(view, id);
        return slot != nullptr && slot->state == Recording::SlotState::Poor;
    });
}

Action named(const Frame& f, const std::string& name, const std::string& words, ButtonStyle style, Icon icon, bool enabled = true) {
    return {.button = {.id = name, .label = f.say(words), .style = style, .icon = icon, .enabled = enabled}, .name = name};
}

std::vector<Action> exception_actions(const Frame& f, const Recording& view) {
    const bool taken = view.exception->taken;
    std::vector<Action> list{named(f, "evidence.cancel", "desk.evidence.cancel", ButtonStyle::Quiet, Icon::Close),
                             named(f, "evidence", taken ? "desk.retake" : "desk.evidence.take", taken ? ButtonStyle::Secondary : ButtonStyle::Primary, Icon::Camera)};
    if (taken) list.push_back(named(f, "evidence.keep", "desk.evidence.keep", ButtonStyle::Primary, Icon::Save));
    return list;
}

/// Capture, then keep or repeat; only what makes sense now.
std::vector<Action> stage_actions(const Frame& f, const Recording& view) {
    if (view.capturing) return {named(f, "cancel_capture", "desk.cancel_capture", ButtonStyle::Secondary, Icon::Stop)};
    if (view.exception) return exception_actions(f, view);
    std::vector<Action> list;
    const bool again = view.tries_left < view.tries;
    const Button capture{.id = again ? "retake" : "capture",
                         .label = f.say(again ? "desk.retake" : "desk.capture"),
                         .style = view.can_continue ? ButtonStyle::Secondary : ButtonStyle::Primary,
                         .icon = again ? Icon::Refresh : Icon::Camera,
                         .enabled = view.can_capture};
    if (view.can_capture || !view.can_continue) list.push_back({.button = capture, .name = capture.id});
    if (!view.can_continue) return list;
    const bool best = poor(view);
    const bool photo = view.stage == Recording::Stage::Photo;  // the applicant's word, not the operator's
    list.push_back({.button = {.id = best ? "keep" : "next",
                               .label = f.say(photo ? "desk.photo_approved" : best ? "desk.keep" : "desk.next"),
                               .style = ButtonStyle::Primary,
                               .icon = best ? Icon::Save : Icon::ArrowForward,
                               .icon_after = !best},
                    .name = best ? "keep" : "next"});
    return list;
}

void review(const Frame& f, Memory& memory, const Recording& view, Rect area) {
    const Rect foot = cut_actions(f, area);
    recording_review(f, memory, view, area);
    if (view.capturing) return actions(f, memory, stage_actions(f, view), foot);
    std::vector<Action> list;
    if (view.can_sign)
        list.push_back(named(f, "sign", view.can_approve ? "desk.review.sign_again" : "desk.review.sign",
                             view.can_approve ? ButtonStyle::Secondary : ButtonStyle::Primary, Icon::Draw));
    list.push_back(named(f, "approve", "desk.approve", view.can_approve ? ButtonStyle::Primary : ButtonStyle::Secondary, Icon::DoneAll, view.can_approve));
    actions(f, memory, list, foot);
}

void stage(const Frame& f, Memory& memory, const Recording& view, const Rect& area) {
    const auto parts =
        f.ui.portrait()
            ? rows(area, {1, f.compact() && f.theme().options.text_scale > 1.2f ? 1.45f : 1.1f}, f.dp(20))
            : columns(area, {1.25f, 1}, f.dp(24));
    recording_view(f, view, parts[0]);
    Rect right = f.ui.card(parts[1], 24);
    const Rect foot = cut_actions(f, right);
    if (view.exception) recording_exception(f, view, right);
    else recording_slots(f, memory, view, right);
    actions(f, memory, stage_actions(f, view), foot);
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const Recording& view,
          const viewmodels::Desk& desk, viewmodels::Intents& intents) {
    const Frame f{ui, words, chrome, desk, intents};
    const bool open = !view.head.case_id.empty();
    if (open && view.facing) return recording_applicant(f, view);
    Memory& memory = memory_of(view.head.case_id);
    FrameProps props{.screen = "staff.recording",
                     .title = open ? view.head.name : desk.title,
                     .count = open ? -1 : static_cast<int>(desk.items.size()),
                     .notice = view.notice,
                     .leave = open ? "leave" : ""};
    if (open) {
        props.screen += '.';
        props.screen += std::to_string(static_cast<int>(view.stage));
        // The last page says itself where one is; with large letters it needs the room.
        const bool last = view.stage == Recording::Stage::Review;
        if (!last || f.ui.portrait() || f.theme().options.text_scale < 1.4f) props.stepper = view.stepper;
    }
    Rect area = open_frame(f, props);
    if (!open) {
        const ReadLater after_list(f.ui, [&] { early_button(f, memory, area); });
        counter_strip(f, memory, area);
        work_table(f, area);
    } else if (view.stage == Recording::Stage::Review)
        review(f, memory, view, area);
    else
        stage(f, memory, view, area);
    close_frame(f);
    excuse_dialog(f, memory, view);
    if (open) return;
    early_dialog(f, memory);
    reason_dialog(f, memory, ticket_asks(f));
}

}  // namespace loket::screens
