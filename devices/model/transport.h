#pragma once
// The only seam between a driver and the wire: libusb, recorder, replayer, script or fault injector stand behind it.

#include <chrono>
#include <stop_token>

#include "devices/base/bytes.h"
#include "devices/base/result.h"

namespace loket::model {

class Transport {
  public:
    virtual ~Transport() = default;
    /// Sends `out` (may be empty) and reads at most `max` bytes (0 = none wanted). Blocks until done, the deadline, or stop.
    /// Gone when the box left, TimedOut, Cancelled, Corrupt when the bus itself reports an error.
    virtual Result<Bytes> exchange(ByteView out, std::size_t max, std::chrono::steady_clock::time_point deadline, std::stop_token stop) = 0;
};

}  // namespace loket::model
