// What the devices of the recording desk see.

#include <algorithm>

#include "kiosk/screens/recording_parts.h"

namespace loket::screens::staff {

using namespace ui;
using viewmodels::Recording;
using Stage = Recording::Stage;
using SlotState = Recording::SlotState;

namespace {

FingerState finger_state(SlotState state) {
    switch (state) {
        case SlotState::Now:
            return FingerState::Current;
        case SlotState::Good:
            return FingerState::Done;
        case SlotState::Poor:
            return FingerState::Retry;
        case SlotState::Excused:
            return FingerState::Absent;
        default:
            return FingerState::Waiting;
    }
}

PictureView preview(const Frame& f, const Recording& view, Icon absent) {
    return {.id = "preview",
            .label = view.title,
            .picture = picture_of(view.preview),
            .fit = PictureFit::Contain,
            .radius = 16,
            .absent = f.say(view.capturing ? "desk.starting" : "desk.no_picture"),
            .absent_icon = absent};
}

void photo(const Frame& f, const Recording& view, const Rect& rect) {
    PictureView shown = preview(f, view, Icon::Face);
    shown.radius = 0;
    // Live like a mirror, so that one moves the right way; the photo itself as it will be printed.
    shown.mirrored = view.capturing;
    if (view.capturing) shown.oval = Oval{};
    if (view.preview.image) f.ui.paint().fill(rect, f.theme().colour.sunken, f.dp(12));
    f.ui.picture(shown, view.preview.image ? rect.inset(f.dp(12)) : rect);
}

void evidence(const Frame& f, const Recording& view, const Rect& rect) {
    PictureView shown = preview(f, view, Icon::Camera);
    shown.id = "evidence.picture";
    f.ui.picture(shown, rect);
}

void hands(const Frame& f, const Recording& view, const Rect& rect) {
    Hands both{.id = "hands"};
    for (const auto& slot : view.slots)
        if (slot.finger >= 1 && slot.finger <= 10)
            both.fingers[static_cast<std::size_t>(slot.finger)] = finger_state(slot.state);
    hands_beside(f, both, preview(f, view, Icon::Fingerprint), rect);
}

void irises(const Frame& f, const Recording& view, const Rect& rect) {
    if (view.capturing) return f.ui.picture(preview(f, view, Icon::Iris), rect);
    const auto cells = columns(rect, {1, 1}, f.dp(20));
    for (std::size_t i = 0; i < std::min<std::size_t>(2, view.stage_slots.size()); ++i) {
        const auto* slot = find_slot(view, view.stage_slots[i]);
        if (slot == nullptr) continue;
        const Rect place = centred(cells[i], cells[i].w, std::min(cells[i].h, cells[i].w));
        f.ui.picture({.id = "iris." + std::to_string(i),
                      .label = slot->label,
                      .picture = picture_of(slot->picture),
                      .radius = 16,
                      .caption = slot->picture.image ? slot->label : "",
                      .absent = slot->label,
                      .absent_icon = Icon::Eye},
                     place);
    }
}

}  // namespace

void recording_exception(const Frame& f, const Recording& view, Rect area) {
    f.ui.chip(area, f.say("desk.excuse"), Tone::Warn, 16);
    f.ui.title(area, view.exception->slot, TextStyle::H3, 4);
    f.ui.paragraph(area, view.exception->reason, TextStyle::Body, 16, Align::Left, false);
    f.ui.paragraph(area, f.say("desk.evidence.hint"), f.compact() ? TextStyle::Caption : TextStyle::Body, 0);
}

void recording_view(const Frame& f, const Recording& view, const Rect& rect) {
    Rect area = f.ui.card(rect, 24);
    f.ui.title(area, view.title, TextStyle::H3, 4);
    f.ui.paragraph(area, view.instruction, f.compact() ? TextStyle::Caption : TextStyle::Body, 14);
    if (!view.device.empty() && !view.exception) {
        Rect line = cut_bottom(area, f.theme().line(TextStyle::Caption), f.dp(10));
        f.ui.paint().icon(Icon::Devices, cut_left(line, f.theme().icon(IconSize::Small), f.dp(10)).centre(),
                          IconSize::Small, f.theme().colour.muted);
        f.ui.label(line, view.device, TextStyle::Caption, Align::Left, true);
    }
    // The newest advice stands below the live picture, where the eyes are.
    if (view.capturing && !view.hints.empty()) {
        Rect place = cut_bottom(area, coach_height(f, view.hints.back(), area.w), f.dp(14));
        coach_row(f, "advice", view.hints.back(), place);
    }
    if (view.exception) return evidence(f, view, area);
    switch (view.stage) {
        case Stage::Photo:
            return photo(f, view, area);
        case Stage::Signature:
            return ink_view(f, "ink", view.title, view.ink, view.ink_pressure,
                            centred(area, area.w, std::min(area.h, area.w * 0.5f)));
        case Stage::Irises:
            return irises(f, view, area);
        default:
            return hands(f, view, area);
    }
}

}  // namespace loket::screens::staff
