#include "devices/evdev/press.h"

#include <linux/input.h>

#include <algorithm>
#include <chrono>

namespace loket::evdev {

Result<bool> wait_for_press(std::vector<std::unique_ptr<Node>> nodes, std::uint16_t code, Millis patience, const std::stop_token& stop) {
    using Time = std::chrono::steady_clock;  // a clock that is set meanwhile gives nobody more time
    constexpr Millis kTurn{50};
    const auto end = Time::now() + patience;
    while (!nodes.empty() && Time::now() < end) {
        for (auto& node : nodes) {
            const auto bytes = node->read(kTurn, stop);
            if (!bytes && bytes.error().fault == Fault::Cancelled) return bytes.error();
            if (!bytes && bytes.error().fault != Fault::TimedOut) node.reset();
            const auto events = bytes ? parse_events(*bytes) : Result<std::vector<Event>>(std::vector<Event>());
            if (events && std::ranges::find(*events, Event{EV_KEY, code, 1}) != events->end()) return true;
        }
        std::erase(nodes, nullptr);
    }
    return false;
}

std::vector<std::unique_ptr<Node>> power_buttons() {
    std::vector<std::unique_ptr<Node>> out;
    for (const auto& seen : nodes()) {
        if (seen.bus != BUS_HOST || seen.name != "Power Button" || !seen.keys.test(KEY_POWER)) continue;
        if (auto node = open_node(seen.address)) out.push_back(std::move(*node));
    }
    return out;
}

}  // namespace loket::evdev
