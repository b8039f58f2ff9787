#pragma once
// What the keys of a keypad mean: pure functions (linux/input-event-codes.h).

#include <map>
#include <optional>
#include <string_view>

#include "devices/evdev/node.h"
#include "devices/model/device.h"
#include "devices/model/driver.h"

namespace loket::drivers::evdev_keypad {

using KeyMap = std::map<std::uint16_t, model::PadKey>;

/// Arrows, Enter, Escape, digits, volume, help: keypads as they are delivered.
const KeyMap& usual_keys();
/// Further keys as a station's settings say them: "F17=up, F18=down, 418=louder". Keys: F1 to F24, or the number of the kernel. Meanings: up
/// down left right ok back louder quieter help repeat erase in out (a headset) 0 to 9. Rejected ("settings.invalid") for anything else.
Result<KeyMap> parse_keys(std::string_view text);
/// What an event means, if anything. A switch SW_HEADPHONE_INSERT is the keypad's own socket.
std::optional<model::KeypadOutcome> meaning(const evdev::Event& event, const KeyMap& keys);

/// Is this node a keypad? By a name that says so ("keypad", "numpad", "AudioNav", "NavPad"), or by the setting "evdev_keypad.name" (part of the name,
/// or the address; then it alone).
bool is_keypad(const evdev::Seen& node, const model::Settings& settings);

}  // namespace loket::drivers::evdev_keypad
