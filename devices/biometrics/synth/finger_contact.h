#pragma once
// How a finger meets the glass: where it lies, how the skin stretches, how hard each place is pressed.

#include "devices/biometrics/synth/field.h"
#include "devices/biometrics/synth/synth.h"

namespace loket::biometrics::synth {

struct Placement {
    double turn = 0;  ///< radians clockwise
    Point shift;      ///< px the pattern's middle lies off the middle of the print
    Point roll;       ///< px the contact region lies off the pad's middle: another part of the finger touches
    std::uint64_t seed = 0;  ///< of everything that differs between impressions
};
Placement place_finger(const FingerMaster& master, const Impression& impression);

/// The relief as it lies on the glass, -1 … 1, kFingerprintWidth x kFingerprintHeight: moved, turned and
/// stretched.
Field laid_relief(const FingerMaster& master, const Placement& placement);

/// Pressure 0 (no contact) … 1 over the print.
Field contact_pressure(const FingerMaster& master, const Placement& placement, double coverage);

}  // namespace loket::biometrics::synth
