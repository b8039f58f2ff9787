#pragma once
// Whether a device works, tried without anybody before it: it is opened, asked how it is and, where that costs nothing, given
// something to do. Nothing is printed and no picture is kept.

#include <stop_token>

#include "devices/runtime/registry.h"

namespace loket::app {

struct SelfTest {
    bool passed = false;
    /// Passed: "picture" (it showed a live picture), "answered" (it took a request), "ready" (it says so). Else why not: a code of
    /// the string tables ("device.gone", "printer.media-empty"), or "no_picture".
    std::string code{};
};

/// Blocks for some seconds at most. Busy while somebody uses the device, Gone where it is not attached; Cancelled on request.
Result<SelfTest> self_test(runtime::Registry& registry, const runtime::DeviceInfo& device, const std::stop_token& stop);

}  // namespace loket::app
