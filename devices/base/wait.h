#pragma once
// The one sleep of the house: interruptible, so that nobody has to wait for a thread that waits.

#include <stop_token>

#include "devices/base/clock.h"

namespace loket {

/// Waits `span` on the calling thread. False, at once, when `stop` is requested before or meanwhile.
bool wait_for(Millis span, const std::stop_token& stop);

}  // namespace loket
