#pragma once
// Ridges grown the way skin does it: from random germs, each place taking the direction and spacing of its
// map. Endings and forks appear by themselves where neighbouring ridges do not meet.

#include "devices/biometrics/synth/finger_orientation.h"

namespace loket::biometrics::synth {

/// Grows a pattern on the grid of `maps` (periods of 3 to 7 samples): values about -1 valley … 1 crest.
Field grow_ridges(const RidgeMaps& maps, std::uint64_t seed);

/// The pattern at twice the resolution of its maps, smooth along its ridges.
Field refine_ridges(const Field& coarse, const RidgeMaps& maps);

}  // namespace loket::biometrics::synth
