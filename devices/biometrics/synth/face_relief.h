#pragma once
// The lie of a face: its depth, and the light that falls on it.

#include "devices/biometrics/synth/face_plan.h"

namespace loket::biometrics::synth {

/// Brightness of the skin over the picture, about 0.3 in shadow … 1 facing the light.
Field face_light(const FacePlan& plan);

/// How far each place of the picture lies in front of the head's axis, face units; 0 beyond the head.
Field head_depth(const FacePlan& plan);

}  // namespace loket::biometrics::synth
