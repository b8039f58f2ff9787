#pragma once
// Touch, keys and text without any window system: events are pushed (by SDL, by a test, by a demo), the user
// interface takes one InputFrame a picture. One finger at a time; at most one button edge and one key edge a
// frame, so that a fast tap between two pictures is never lost. A hand that rests on the glass does not take the
// place of the finger that points.

#include <cstdint>
#include <deque>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "devices/base/clock.h"
#include "kiosk/ui/geometry.h"
#include "kiosk/ui/wedge.h"

namespace loket::ui {

enum class Key : std::uint8_t {
    None,
    Up,
    Down,
    Left,
    Right,
    Enter,
    Escape,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Home,
    End,
    PageUp,
    PageDown,
    Staff,  ///< F12: officers ask for their sign-in page
    F1,
    F2,
    F3,
    F4,
    F5,
    F6,
    F7,
    F8,
    F9,
    F10,
    F11,
};

/// What stands on the key, the same in every language: "F2", "Enter"; empty for keys that press no button.
[[nodiscard]] std::string_view key_name(Key key);

/// One thing that happened. `at` is the time of the event, not of its delivery.
struct InputEvent {
    enum class Kind : std::uint8_t { PointerDown, PointerMove, PointerUp, Key, Text, Wheel };
    Kind kind = Kind::PointerMove;
    Instant at{};
    Vec2 position{};          ///< pixels
    float pressure = 1;       ///< 0 … 1; a finger without a pressure sensor reports 1
    std::int64_t finger = 0;  ///< which finger; kMouse for a mouse
    ui::Key key = ui::Key::None;
    std::string text{};  ///< UTF-8
    float wheel = 0;     ///< lines, positive away from the person
    bool repeat = false;  ///< a key that is being held

    static constexpr std::int64_t kMouse = -1;
    static InputEvent down(Vec2 position, Instant at, std::int64_t finger = 0, float pressure = 1);
    static InputEvent move(Vec2 position, Instant at, std::int64_t finger = 0, float pressure = 1);
    static InputEvent up(Vec2 position, Instant at, std::int64_t finger = 0);
    static InputEvent press(ui::Key key, Instant at, bool repeat = false);
    static InputEvent typed(std::string text, Instant at);
    static InputEvent scroll(Vec2 position, float lines, Instant at);
};

/// A raw pointer sample while a finger or pen is down; the material of ink.
struct PointerSample {
    Vec2 position{};
    float pressure = 1;
    Instant at{};
    bool starts = false;  ///< the first of a stroke
};

inline constexpr Vec2 kNowhere{-std::numeric_limits<float>::max(), -std::numeric_limits<float>::max()};

/// What the user interface sees in one frame.
struct InputFrame {
    Instant now{};
    Vec2 pointer = kNowhere;  ///< kNowhere when no finger touches and no mouse is present
    bool down = false;        ///< held at the end of the frame
    bool pressed = false;     ///< went down in this frame
    bool released = false;    ///< went up in this frame; `pointer` is still where
    bool crowded = false;     ///< several contacts came at once: a hand that rests, not a finger that points
    Key key = Key::None;      ///< went down (or repeated) in this frame
    bool repeat = false;      ///< `key` is being held
    std::string text{};       ///< typed by a person, UTF-8
    std::string scan{};       ///< a whole code from a barcode scanner that acts as a keyboard
    float wheel = 0;
    std::vector<PointerSample> samples{};
};

/// Collects events and hands them out frame by frame. UI thread only.
class InputQueue {
  public:
    void push(InputEvent event);
    /// The next frame's worth. Never throws; an empty queue gives the resting state.
    InputFrame next(Instant now);
    /// Ignores pointer and keys until the instant (a screen has just changed) and forgets the finger now
    /// down. Scanned text is kept: half a barcode is worse than a late one.
    void lock_until(Instant until);
    /// Another frame is needed to deliver what is queued.
    [[nodiscard]] bool pending() const {
        return !events_.empty() || wedge_.holding() || (finger_up_ && !mouse_);
    }

  private:
    bool take(const InputEvent& event, InputFrame& frame);
    bool take_pointer(const InputEvent& event, InputFrame& frame);
    bool take_key(const InputEvent& event, InputFrame& frame);
    [[nodiscard]] bool locked(const InputEvent& event) const;
    bool take_down(const InputEvent& event, InputFrame& frame);
    /// The finger now down has not moved for a while: it is no finger but a resting hand.
    [[nodiscard]] bool resting(const InputEvent& newcomer) const;
    void set_aside(std::int64_t finger, Instant since);
    void sample(const InputEvent& event, InputFrame& frame, bool starts) const;

    static constexpr Millis kTogether{100};   ///< contacts closer than this are one hand
    static constexpr Millis kResting{700};
    static constexpr float kStill = 12;       ///< pixels
    static constexpr std::size_t kMostContacts = 16;
    static constexpr std::int64_t kNoFinger = std::numeric_limits<std::int64_t>::min();
    std::deque<InputEvent> events_;
    WedgeFilter wedge_;
    Instant locked_until_{};
    Instant locked_from_{};
    std::int64_t finger_ = kNoFinger;
    Instant finger_since_{}, aside_since_{};
    Vec2 finger_from_{};
    std::vector<std::int64_t> aside_;  ///< contacts that count for nothing until they are lifted
    Vec2 pointer_ = kNowhere;
    bool finger_up_ = false;  ///< the last frame showed the release: move the pointer away
    bool mouse_ = false;
};

}  // namespace loket::ui
