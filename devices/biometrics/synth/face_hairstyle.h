#pragma once
// The hair styles people wear, as outlines and the way their strands lie.

#include "devices/biometrics/synth/face_plan.h"

namespace loket::biometrics::synth {

/// The way strands lie: combed towards the face, away from a parting, or back over the head.
enum class Lie { Forward, Parted, Back };

/// How a style grows: its outline over the head and its strands.
struct Style {
    std::vector<Point> outline;  ///< face units
    Lie lie = Lie::Forward;
    double reach = 0.5;  ///< length of a drawn strand, face units
};

Style style_of(const FacePlan& plan);

}  // namespace loket::biometrics::synth
