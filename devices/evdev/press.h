#pragma once
// A hand at the machine itself.

#include "devices/evdev/node.h"

namespace loket::evdev {

/// Waits until the key goes down at one of the nodes. False after `patience`, or where none of them is there (any more); Cancelled when `stop` is requested.
Result<bool> wait_for_press(std::vector<std::unique_ptr<Node>> nodes, std::uint16_t code, Millis patience, const std::stop_token& stop);

/// The button of the case (ACPI PNP0C0C): of the bus "host" (linux/input.h), which nothing that is plugged in can say of itself.
std::vector<std::unique_ptr<Node>> power_buttons();

}  // namespace loket::evdev
