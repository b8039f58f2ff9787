#pragma once
// Power of one port of a hub, off and on again: the last thing to try with a box that hangs. USB 2.0, chapter 11.

#include <functional>

#include "devices/model/transport.h"

namespace loket::runtime {

/// One control request to the hub itself: bytes out, at most `max` back.
using HubRequest = std::function<Result<Bytes>(const model::UsbSetup& setup, std::size_t max)>;

/// Cuts the power of `port` (from 1), waits with `pause`, and gives it back.
/// Unsupported, and nothing done, where the hub does not switch its ports one by one (wHubCharacteristics bits 1:0, table 11-13).
Status cycle_port(const HubRequest& ask, std::uint8_t port, bool superspeed, const std::function<void()>& pause);

}  // namespace loket::runtime
