#pragma once
// The part of a finger below its first crease, which also touches the plate in a slap and which segmentation
// must not take.

#include "devices/biometrics/synth/field.h"
#include "devices/biometrics/synth/synth.h"

namespace loket::biometrics::synth {

/// A print of the middle phalanx, `width` px wide at 500 dpi, lightly pressed, fading out downwards.
GrayImage middle_phalanx(std::uint64_t seed, double width);

}  // namespace loket::biometrics::synth
