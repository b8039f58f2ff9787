#include "drivers/evdev_keypad/keys.h"

#include "tests/fuzz/target.h"

namespace loket::fuzz {

namespace pad = drivers::evdev_keypad;

/// The station's words for keys, then what a node gives.
void evdev_keypad(ByteView bytes) {
    const auto words = take(bytes, take_first(bytes));
    auto keys = pad::parse_keys(as_text(words));
    if (!keys) require(keys.error().fault == Fault::Rejected, "words that are none can be corrected");
    const auto events = evdev::parse_events(bytes);
    if (!events) return;
    for (const auto& event : *events)
        if (const auto key = pad::meaning(event, keys ? *keys : pad::usual_keys())) require(key->key <= model::PadKey::Digit9, "a key means something");
}

}  // namespace loket::fuzz
