#include "devices/runtime/usb_hub.h"

namespace loket::runtime {
namespace {

constexpr std::uint8_t kHubIn = 0xA0, kPortOut = 0x23;  // table 11-15: class requests to a hub, to a port
constexpr std::uint8_t kGetDescriptor = 6, kSetFeature = 3, kClearFeature = 1;
constexpr std::uint16_t kHubDescriptor = 0x2900, kSuperspeedHubDescriptor = 0x2A00, kPortPower = 8;
constexpr std::size_t kLeast = 7;  // bytes of a hub's descriptor that every hub has

/// Table 11-13; of USB 3.2, table 10-3: the same two bits.
bool switches_ports(const Bytes& descriptor) {
    constexpr int kOneByOne = 1;
    return descriptor.size() >= kLeast && (descriptor[3] & 3) == kOneByOne;
}

}  // namespace

Status cycle_port(const HubRequest& ask, std::uint8_t port, bool superspeed, const std::function<void()>& pause) {
    LOKET_ASSIGN(said, ask({kHubIn, kGetDescriptor, superspeed ? kSuperspeedHubDescriptor : kHubDescriptor, 0}, 64));
    if (!switches_ports(said)) return Error{Fault::Unsupported, "the hub does not switch its ports one by one"};
    if (port == 0 || port > said[2]) return Error{Fault::Unsupported, "the hub has no such port"};
    if (const auto off = ask({kPortOut, kClearFeature, kPortPower, port}, 0); !off) return off.error();
    pause();
    // A port that stays dark would be worse than a box that hangs.
    constexpr int kTries = 3;
    Result<Bytes> on = ask({kPortOut, kSetFeature, kPortPower, port}, 0);
    for (int i = 1; i < kTries && !on; ++i) on = ask({kPortOut, kSetFeature, kPortPower, port}, 0);
    return on ? Status{} : Status{on.error()};
}

}  // namespace loket::runtime
