#pragma once
// Fingers without pictures: minutiae alone, some ten thousand times faster than skin and impression. For galleries of a whole office.

#include "devices/biometrics/finger/template.h"
#include "devices/biometrics/position.h"

namespace loket::biometrics::synth {

/// The minutiae of one finger as a good sensor would see them all: along the ridges of the finger's Henry class, as dense as on real pads.
/// Same arguments, same minutiae. Not those that `finger_master` would grow: a finger of this kind is only like itself.
FingerTemplate finger_minutiae(std::uint64_t person, Finger finger);

/// One placement of it: turned, moved, stretched a little; some minutiae missed, some seen that are none.
FingerTemplate lay_minutiae(const FingerTemplate& finger, std::uint64_t seed);

}  // namespace loket::biometrics::synth
