#pragma once
// What passed between a driver and its box, step by step.

#include <vector>

#include "devices/model/transport.h"

namespace loket::model {

/// One opening (`box`) or one exchange, and how it ended.
struct Step {
    bool opening = false;
    UsbBox box = {};  ///< of an opening that succeeded
    std::uint8_t endpoint = 0;
    UsbSetup setup = {};
    Bytes out = {};
    std::size_t max = 0;
    Result<Bytes> answer = Bytes{};

    /// Bytes that came from an endpoint; null for control requests, openings and failures.
    [[nodiscard]] Bytes* heard() {
        constexpr std::uint8_t kIn = 0x80;
        return !opening && (endpoint & kIn) != 0 && answer ? &*answer : nullptr;
    }
};
using Recording = std::vector<Step>;

}  // namespace loket::model
