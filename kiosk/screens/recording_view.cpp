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
        case SlotState::Now: return FingerState::Current;
        case SlotState::Good: return FingerState::Done;
        case SlotState::Poor: return FingerState::Retry;
        case SlotState::Excused: return FingerState::Absent;
        default: return FingerState::Waiting;
    }
}

/// The newest advice stands on the live picture, where the eyes are.
std::string advice(const Recording& view) { return view.capturing && !view.hints.empty() ? view.hints.back() : ""; }

PictureView preview(const Frame& f, const Recording& view, Icon absent) {
    return {.id = "preview", .label = view.title, .picture = picture_of(view.preview), .radius = 16, .caption = advice(view), .absent = f.say(view.capturing ? "desk.starting" : "desk.no_picture"), .absent_icon = absent};
}

void photo(const Frame& f, const Recording& view, const Rect& rect) {
    PictureView shown = preview(f, view, Icon::Face);
    // Live like a mirror, so that one moves the right way; the photo itself as it will be printed.
    shown.mirrored = view.capturing;
    if (view.capturing) shown.oval = Oval{};
    else shown.fit = PictureFit::Contain;
    f.ui.picture(shown, rect);
}

void hands(const Frame& f, const Recording& view, const Rect& rect) {
    Hands both{.id = "hands", .left = f.say("desk.hand.left"), .right = f.say("desk.hand.right")};
    for (const auto& slot : view.slots)
        if (slot.finger >= 1 && slot.finger <= 10) both.fingers[static_cast<std::size_t>(slot.finger)] = finger_state(slot.state);
    const auto parts = rect.w > rect.h * 1.25f ? columns(rect, {1.15f, 1}, f.dp(20)) : rows(rect, {1.1f, 1}, f.dp(16));
    f.ui.hands(both, parts[0]);
    PictureView shown = preview(f, view, Icon::Fingerprint);
    shown.fit = PictureFit::Contain;
    f.ui.picture(shown, parts[1]);
}

void irises(const Frame& f, const Recording& view, const Rect& rect) {
    if (view.capturing) return f.ui.picture(preview(f, view, Icon::Iris), rect);
    const auto cells = columns(rect, {1, 1}, f.dp(20));
    for (std::size_t i = 0; i < std::min<std::size_t>(2, view.stage_slots.size()); ++i) {
        const auto* slot = find_slot(view, view.stage_slots[i]);
        if (slot == nullptr) continue;
        const Rect place = centred(cells[i], cells[i].w, std::min(cells[i].h, cells[i].w));
        f.ui.picture({.id = "iris." + std::to_string(i), .label = slot->label, .picture = picture_of(slot->picture), .radius = 16, .caption = slot->picture.image ? slot->label : "", .absent = slot->label, .absent_icon = Icon::Eye}, place);
    }
}

}  // namespace

void recording_view(const Frame& f, const Recording& view, const Rect& rect) {
    Rect area = f.ui.card(rect, 24);
    f.ui.title(area, view.title, TextStyle::H3, 4);
    f.ui.paragraph(area, view.instruction, f.compact() ? TextStyle::Caption : TextStyle::Body, 14);
    if (!view.device.empty()) {
        Rect line = cut_bottom(area, f.theme().line(TextStyle::Caption), f.dp(10));
        f.ui.paint().icon(Icon::Devices, cut_left(line, f.theme().icon(IconSize::Small), f.dp(10)).centre(), IconSize::Small, f.theme().colour.muted);
        f.ui.label(line, view.device, TextStyle::Caption, Align::Left, true);
    }
    switch (view.stage) {
        case Stage::Photo: return photo(f, view, area);
        case Stage::Signature: return ink_view(f, "ink", view.title, view.ink, view.ink_pressure, centred(area, area.w, std::min(area.h, area.w * 0.5f)));
        case Stage::Irises: return irises(f, view, area);
        default: return hands(f, view, area);
    }
}

}  // namespace loket::screens::staff
