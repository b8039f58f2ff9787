#pragma once
// How long nobody has touched the station.

#include <algorithm>
#include <optional>

#include "devices/base/clock.h"

namespace loket::app {

/// Adds up the time between looks, each at most kLongestStep: a clock that jumps, or a machine that slept, ends nobody's visit and
/// keeps nobody's data.
class IdleWatch {
  public:
    static constexpr Millis kLongestStep{5000};

    void touched() { idle_ = Millis{0}; }
    void pass(Instant now) {
        if (last_) idle_ += std::clamp(now - *last_, Millis{0}, kLongestStep);
        last_ = now;
    }
    [[nodiscard]] Millis idle() const { return idle_; }

  private:
    std::optional<Instant> last_;
    Millis idle_{0};
};

}  // namespace loket::app
