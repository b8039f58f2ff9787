#pragma once
// The tissue of an iris, unrolled: what is the same in every picture of an eye.

#include "devices/biometrics/synth/field.h"
#include "devices/biometrics/synth/synth.h"

namespace loket::biometrics::synth {

inline constexpr int kTissueAngles = 720;  ///< columns, once around
inline constexpr int kTissueRadii = 96;    ///< rows, from the pupil's edge to the limbus

/// Reflectance in near infrared, about 0 … 1.
Field iris_tissue(std::uint64_t seed);

}  // namespace loket::biometrics::synth
