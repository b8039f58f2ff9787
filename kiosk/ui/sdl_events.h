#pragma once
// Turns SDL events into ours. No window and no state: tests can push SDL events with only SDL_INIT_EVENTS.

#include <optional>

#include "kiosk/ui/input.h"

union SDL_Event;

namespace loket::ui {

/// Call before SDL_Init: a touch must not arrive a second time as a mouse, nor a mouse as a touch.
void set_input_hints();
/// Nothing for events that are not input. `window` is its size in pixels: SDL gives fingers as parts of it.
std::optional<InputEvent> translate(const SDL_Event& event, Vec2 window, Instant at);

}  // namespace loket::ui
