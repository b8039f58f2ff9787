#pragma once
// Where ridges run and how far apart they are.

#include "devices/biometrics/synth/finger_plan.h"

namespace loket::biometrics::synth {

/// Ridge direction at `at` (px from the pad's middle, y up): radians counter-clockwise from the x axis,
/// modulo pi. Zero-pole model of Sherlock and Monro with angle corrections after Vizcaya and Gerhardt, plus
/// the outline of the tip.
double ridge_direction(const FingerPlan& plan, Point at);

struct RidgeMaps {
    Field direction;  ///< radians modulo pi, as ridge_direction()
    Field period;     ///< ridge to ridge, px of this grid
};
inline constexpr int kMapStep = 2;  ///< px at 500 dpi from sample to sample
/// Both maps over the master area; periods are in samples.
RidgeMaps ridge_maps(const FingerPlan& plan);

}  // namespace loket::biometrics::synth
