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
/// On a bare screen SDL passes on what pointers with absolute places say (tablets, touch panels that call themselves a mouse) in their own units;
/// `which` of the event is then the descriptor of the node (SDL_evdev.c of SDL 2.26). Makes pixels of `window` of it; other events stay as they are.
bool scale_absolute(SDL_Event& event, Vec2 window);

}  // namespace loket::ui
