#pragma once
// What comes out of an input node of Linux, and what sysfs says of one: pure functions on bytes and text.

#include <bitset>
#include <string_view>
#include <vector>

#include "devices/base/bytes.h"
#include "devices/base/result.h"

namespace loket::evdev {

/// One struct input_event (linux/input.h) without its time, which is that of a clock that may jump.
struct Event {
    std::uint16_t type = 0, code = 0;  ///< EV_KEY, KEY_A
    std::int32_t value = 0;            ///< of a key: 0 up, 1 down, 2 still down
    bool operator==(const Event&) const = default;
};

/// The kernel gives whole events; Corrupt when bytes are left over.
Result<std::vector<Event>> parse_events(ByteView bytes);
Bytes to_bytes(const Event& event);

/// Which codes a node knows. No node knows more keys (KEY_CNT).
using Codes = std::bitset<768>;
/// A line of sysfs' `capabilities`: words of 64 bits in hexadecimal, the highest first (drivers/input/input.c, input_bits_to_string).
/// What is no such line knows nothing; codes beyond those we know are left out.
Codes parse_capabilities(std::string_view line);

}  // namespace loket::evdev
