#pragma once
// Emulated nodes by address.

#include "devices/evdev/node.h"

namespace loket::evdev {

/// The node at an address of `emulate`. Gone when it is not plugged in.
Result<std::unique_ptr<Node>> open_emulated(const std::string& address);

}  // namespace loket::evdev
