#pragma once
// Which devices the services on ports 4501-4600 of this machine offer.

#include <functional>
#include <map>
#include <mutex>
#include <stop_token>
#include <string_view>
#include <vector>

#include "devices/model/driver.h"
#include "drivers/sbi/protocol.h"

namespace loket::drivers::sbi {

/// Where a device is: "http://127.0.0.1:4501/#2" is device "2" of the service on port 4501.
struct Place {
    int port = 0;
    std::string device;
    bool operator==(const Place&) const = default;
};
std::string address_of(const Place& place);
/// Nothing unless it is such an address.
std::optional<Place> parse_address(std::string_view address);

/// The finder of one type of device ("Finger"). Remembers what it heard: a service that hangs is asked ever more rarely (every second
/// look, every fourth, up to every 32nd) and keeps its devices until nobody listens there any more. A port where nobody listens is asked every
/// fifth look. Safe from any thread.
class Ports {
  public:
    explicit Ports(std::string_view type, int first = kFirstPort, int last = kLastPort) : type_(type), first_(first), last_(last) {}
    /// Within half a second. Cancelled.
    Result<std::vector<model::Sighting>> look(const std::stop_token& stop);

  private:
    struct Memory {
        std::vector<model::Sighting> heard;
        int hung = 0, skip = 0;  // times in a row; looks to leave out
    };
    void note(int port, const Result<std::string>& answer);

    const std::string type_;
    const int first_, last_;
    std::mutex mutex_;
    std::map<int, Memory> ports_;
};

}  // namespace loket::drivers::sbi
