#pragma once
// How long to wait before knocking again at a box that does not answer.

#include <algorithm>
#include <utility>

#include "devices/base/clock.h"

namespace loket::runtime {

/// Doubles from `first` to `longest`.
class Backoff {
  public:
    Backoff(Millis first, Millis longest) : first_(first), longest_(longest), next_(first) {}
    Millis next() { return std::exchange(next_, std::min(next_ * 2, longest_)); }
    void reset() { next_ = first_; }

  private:
    Millis first_, longest_, next_;
};

}  // namespace loket::runtime
