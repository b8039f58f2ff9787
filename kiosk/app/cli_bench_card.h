#pragma once

#include "devices/base/result.h"

namespace loket::app {

/// What an office does with a card of the profile: commands, bytes, and the time at 106 kbit/s as the virtual card counts it.
Status bench_card();

}  // namespace loket::app
