#pragma once
// Benchmarks of boxes: every driver with an emulated one, through the runtime as the kiosk uses it.

#include "devices/base/result.h"

namespace loket::app {

/// How soon a session is open, how long one job takes (nobody hesitates: what is left is the driver, the wire and the runtime), pictures a
/// second on the way, and how long the finders look. Says which boxes it could not measure.
Status bench_devices();

}  // namespace loket::app
