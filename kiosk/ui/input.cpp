#include "kiosk/ui/input.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace loket::ui {

InputEvent InputEvent::down(Vec2 position, Instant at, std::int64_t finger, float pressure) {
    return {
        .kind = Kind::PointerDown, .at = at, .position = position, .pressure = pressure, .finger = finger};
}
InputEvent InputEvent::move(Vec2 position, Instant at, std::int64_t finger, float pressure) {
    return {
        .kind = Kind::PointerMove, .at = at, .position = position, .pressure = pressure, .finger = finger};
}
InputEvent InputEvent::up(Vec2 position, Instant at, std::int64_t finger) {
    return {.kind = Kind::PointerUp, .at = at, .position = position, .pressure = 0, .finger = finger};
}
InputEvent InputEvent::press(ui::Key key, Instant at, bool repeat) {
    return {.kind = Kind::Key, .at = at, .key = key, .repeat = repeat};
}
InputEvent InputEvent::typed(std::string text, Instant at) {
    return {.kind = Kind::Text, .at = at, .text = std::move(text)};
}
InputEvent InputEvent::scroll(Vec2 position, float lines, Instant at) {
    return {.kind = Kind::Wheel, .at = at, .position = position, .wheel = lines};
}

std::string_view key_name(Key key) {
    static constexpr std::array<std::string_view, 11> kFunction{"F1", "F2", "F3", "F4",  "F5", "F6",
                                                                "F7", "F8", "F9", "F10", "F11"};
    if (key >= Key::F1 && key <= Key::F11)
        return kFunction[static_cast<std::size_t>(key) - static_cast<std::size_t>(Key::F1)];
    return key == Key::Enter ? "Enter" : "";
}

void InputQueue::push(InputEvent event) { events_.push_back(std::move(event)); }

void InputQueue::lock_until(Instant until) {
    locked_from_ = until - Millis{10'000};
    locked_until_ = until;
    finger_ = kNoFinger;
    finger_up_ = true;
}

bool InputQueue::locked(const InputEvent& event) const {
    // Bounded below as well: a clock that is set back far must not lock the kiosk.
    return event.at < locked_until_ && event.at > locked_from_;
}

InputFrame InputQueue::next(Instant now) {
    InputFrame frame;
    frame.now = now;
    if (std::exchange(finger_up_, false) && !mouse_) pointer_ = kNowhere;
    while (!events_.empty() && take(events_.front(), frame)) events_.pop_front();
    frame.text += wedge_.flush(now);
    frame.pointer = pointer_;
    frame.down = finger_ != kNoFinger;
    return frame;
}

/// False if the event must wait for the next frame.
bool InputQueue::take(const InputEvent& event, InputFrame& frame) {
    using Kind = InputEvent::Kind;
    switch (event.kind) {
        case Kind::Key:
            return take_key(event, frame);
        case Kind::Text:
            frame.text += wedge_.push(event.text, event.at);
            return true;
        case Kind::Wheel:
            if (!locked(event)) frame.wheel += event.wheel;
            return true;
        default:
            return take_pointer(event, frame);
    }
}

bool InputQueue::take_key(const InputEvent& event, InputFrame& frame) {
    if (frame.key != Key::None) return false;
    if (event.key == Key::Enter && wedge_.enter(event.at)) {
        frame.scan = wedge_.take();
        return true;
    }
    frame.text += wedge_.take();
    if (locked(event)) return true;
    frame.key = event.key;
    frame.repeat = event.repeat;
    return true;
}

bool InputQueue::take_pointer(const InputEvent& event, InputFrame& frame) {
    using Kind = InputEvent::Kind;
    if (event.kind == Kind::PointerMove && finger_ == kNoFinger && event.finger == InputEvent::kMouse) {
        mouse_ = true;
        pointer_ = event.position;
        return true;
    }
    const bool edge_used = frame.pressed || frame.released;
    if (event.kind == Kind::PointerDown) {
        if (!take_down(event, frame)) return false;
        if (event.finger != finger_) return true;
    } else if (event.finger != finger_) {
        if (event.kind == Kind::PointerUp) std::erase(aside_, event.finger);
        return true;
    } else if (event.kind == Kind::PointerUp) {
        if (edge_used) return false;
        finger_ = kNoFinger;
        finger_up_ = frame.released = true;
    } else {
        sample(event, frame, false);
    }
    pointer_ = event.position;
    return true;
}

/// The first finger wins, unless it is no finger. False if the event must wait for the next frame.
bool InputQueue::take_down(const InputEvent& event, InputFrame& frame) {
    if (locked(event)) return true;
    const bool second = finger_ != kNoFinger;
    if (second && !resting(event)) {
        if (event.at - finger_since_ < kTogether) frame.crowded = true;
        set_aside(event.finger, event.at);
        return true;
    }
    if (frame.pressed || frame.released) return false;
    if (second) set_aside(finger_, finger_since_);
    finger_ = event.finger;
    finger_since_ = event.at;
    finger_from_ = event.position;
    mouse_ = event.finger == InputEvent::kMouse;
    frame.pressed = true;
    frame.crowded = !aside_.empty() && event.at - aside_since_ < kTogether;
    sample(event, frame, true);
    return true;
}

bool InputQueue::resting(const InputEvent& newcomer) const {
    const float moved = std::hypot(pointer_.x - finger_from_.x, pointer_.y - finger_from_.y);
    return newcomer.at - finger_since_ >= kResting && moved <= kStill;
}

void InputQueue::set_aside(std::int64_t finger, Instant since) {
    if (aside_.size() == kMostContacts) aside_.erase(aside_.begin());  // a panel that loses lifts
    aside_.push_back(finger);
    aside_since_ = std::max(aside_since_, since);
}

void InputQueue::sample(const InputEvent& event, InputFrame& frame, bool starts) const {
    frame.samples.push_back({event.position, event.pressure, event.at, starts});
}

}  // namespace loket::ui
