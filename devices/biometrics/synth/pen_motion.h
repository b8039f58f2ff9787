#pragma once
// How a pen runs through a planned line: slower in bends, pressed less at speed, sampled as a pad samples it.

#include <vector>

#include "devices/biometrics/synth/field.h"
#include "devices/biometrics/synth/synth.h"

namespace loket::biometrics::synth {

/// Points the pen passes, in pad units.
using Stroke = std::vector<Point>;

/// Samples at 200 Hz. `speed` in pad units per millisecond on straight lines; `force` is the pressure at
/// rest, 0–1023. Between strokes the pen travels lifted (pressure 0); it ends lifted.
std::vector<Pen> write_strokes(const std::vector<Stroke>& strokes, double speed, double force);

}  // namespace loket::biometrics::synth
