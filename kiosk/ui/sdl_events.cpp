#include "kiosk/ui/sdl_events.h"

#include <SDL.h>
#include <linux/input.h>
#include <sys/ioctl.h>

#include <algorithm>

namespace loket::ui {

namespace {

Key translate_key(const SDL_Keysym& key) {
    if (key.sym >= SDLK_F1 && key.sym <= SDLK_F11)
        return static_cast<Key>(static_cast<int>(Key::F1) + (key.sym - SDLK_F1));
    switch (key.sym) {
        case SDLK_UP:
            return Key::Up;
        case SDLK_DOWN:
            return Key::Down;
        case SDLK_LEFT:
            return Key::Left;
        case SDLK_RIGHT:
            return Key::Right;
        case SDLK_RETURN:
        case SDLK_KP_ENTER:
            return Key::Enter;
        case SDLK_ESCAPE:
            return Key::Escape;
        case SDLK_TAB:
            return (key.mod & KMOD_SHIFT) != 0 ? Key::BackTab : Key::Tab;
        case SDLK_BACKSPACE:
            return Key::Backspace;
        case SDLK_DELETE:
            return Key::Delete;
        case SDLK_HOME:
            return Key::Home;
        case SDLK_END:
            return Key::End;
        case SDLK_PAGEUP:
            return Key::PageUp;
        case SDLK_PAGEDOWN:
            return Key::PageDown;
        case SDLK_F12:
            return Key::Staff;
        default:
            return Key::None;
    }
}

Vec2 position(const SDL_TouchFingerEvent& finger, Vec2 window) {
    return {finger.x * window.x, finger.y * window.y};
}

Vec2 position(int x, int y) { return {static_cast<float>(x), static_cast<float>(y)}; }

/// Fingers of different touch devices must not be taken for one another; the mouse has its own number.
std::int64_t finger_id(const SDL_TouchFingerEvent& finger) {
    return static_cast<std::int64_t>(
        (static_cast<std::uint64_t>(finger.touchId) << 16 ^ static_cast<std::uint64_t>(finger.fingerId)) &
        0x7FFFFFFFFFFFFFFF);
}

/// Many panels report no pressure: SDL then says 0 or 1.
float pressure(const SDL_TouchFingerEvent& finger) { return finger.pressure > 0 ? finger.pressure : 1; }

/// A place on an axis of an evdev node, as pixels. The kernel does not repeat an axis that has not moved, and SDL 2.26 then says 0 for it: a second key
/// of the same row would be looked for at the top edge. The node itself knows where it is.
std::optional<int> scaled(int node, unsigned axis, int value, float pixels) {
    input_absinfo range{};
    if (::ioctl(node, EVIOCGABS(axis), &range) < 0 || range.maximum <= range.minimum) return std::nullopt;
    if (value == 0) value = range.value;
    const float part = static_cast<float>(value - range.minimum) / static_cast<float>(range.maximum - range.minimum);
    return static_cast<int>(std::clamp(part, 0.F, 1.F) * (pixels - 1));
}

bool scale(int node, int& x, int& y, Vec2 window) {
    const auto across = scaled(node, ABS_X, x, window.x), down = scaled(node, ABS_Y, y, window.y);
    if (!across || !down) return false;
    x = *across;
    y = *down;
    return true;
}

}  // namespace

bool scale_absolute(SDL_Event& event, Vec2 window) {
    if (event.type == SDL_MOUSEMOTION) return scale(static_cast<int>(event.motion.which), event.motion.x, event.motion.y, window);
    if (event.type == SDL_MOUSEBUTTONDOWN || event.type == SDL_MOUSEBUTTONUP) return scale(static_cast<int>(event.button.which), event.button.x, event.button.y, window);
    return false;
}

void set_input_hints() {
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
}

std::optional<InputEvent> translate(const SDL_Event& event, Vec2 window, Instant at) {
    switch (event.type) {
        case SDL_FINGERDOWN:
            return InputEvent::down(position(event.tfinger, window), at, finger_id(event.tfinger),
                                    pressure(event.tfinger));
        case SDL_FINGERMOTION:
            return InputEvent::move(position(event.tfinger, window), at, finger_id(event.tfinger),
                                    pressure(event.tfinger));
        case SDL_FINGERUP:
            return InputEvent::up(position(event.tfinger, window), at, finger_id(event.tfinger));
        case SDL_MOUSEBUTTONDOWN:
            if (event.button.button != SDL_BUTTON_LEFT) return std::nullopt;
            return InputEvent::down(position(event.button.x, event.button.y), at, InputEvent::kMouse);
        case SDL_MOUSEBUTTONUP:
            if (event.button.button != SDL_BUTTON_LEFT) return std::nullopt;
            return InputEvent::up(position(event.button.x, event.button.y), at, InputEvent::kMouse);
        case SDL_MOUSEMOTION:
            return InputEvent::move(position(event.motion.x, event.motion.y), at, InputEvent::kMouse);
        case SDL_MOUSEWHEEL:
            return InputEvent::scroll(position(event.wheel.mouseX, event.wheel.mouseY), event.wheel.preciseY,
                                      at);
        case SDL_KEYDOWN: {
            const Key key = translate_key(event.key.keysym);
            // A key that rests under an elbow must not press one button after the other.
            const bool presses = key == Key::Enter || !key_name(key).empty();
            if (key == Key::None || (presses && event.key.repeat != 0)) return std::nullopt;
            return InputEvent::press(key, at, event.key.repeat != 0);
        }
        case SDL_TEXTINPUT:
            return InputEvent::typed(event.text.text, at);
        default:
            return std::nullopt;
    }
}

}  // namespace loket::ui
