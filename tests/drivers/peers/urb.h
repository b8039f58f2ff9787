#pragma once
// What Linux calls an URB (one transfer under way), served by a box of code: the same on every wire that Linux speaks.

#include <deque>
#include <optional>
#include <set>

#include "devices/model/usb_model.h"

namespace loket::test {

/// How a transfer ended.
struct UrbEnd {
    int status = 0;          ///< 0 or a negative errno of Linux (Documentation/driver-api/usb/error-codes.rst)
    Bytes bytes = {};        ///< towards the host
    std::size_t length = 0;  ///< bytes that passed, either way
};

/// Asks the box once. Nothing when it has nothing to say yet.
std::optional<UrbEnd> serve(model::UsbDeviceModel& box, const model::Transfer& transfer);

/// Asks `end` about each that waits and takes out those that ended. The transfers of one endpoint end in the order in which they began.
template <class Urb, class EndpointOf, class End>
void advance(std::deque<Urb>& waiting, const EndpointOf& endpoint_of, const End& end) {
    std::set<std::uint8_t> blocked;
    for (auto urb = waiting.begin(); urb != waiting.end();) {
        const std::uint8_t endpoint = endpoint_of(*urb);
        if (blocked.contains(endpoint) || !end(*urb)) {
            blocked.insert(endpoint);
            ++urb;
        } else {
            urb = waiting.erase(urb);
        }
    }
}

}  // namespace loket::test
