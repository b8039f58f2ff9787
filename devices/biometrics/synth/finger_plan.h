#pragma once
// What a finger is before its ridges grow: pattern family, singular points, sizes.

#include <vector>

#include "devices/biometrics/synth/field.h"
#include "devices/biometrics/synth/synth.h"

namespace loket::biometrics::synth {

inline constexpr int kMasterWidth = 400;   ///< px at 500 dpi; a print moves and turns inside it
inline constexpr int kMasterHeight = 480;  ///< px at 500 dpi

/// A core or a delta. Its angle is bent a little so that no finger is a textbook figure (Vizcaya and
/// Gerhardt).
struct Singularity {
    Point at;
    double bend = 0;   ///< radians
    double phase = 0;  ///< radians
    double hook = 0;   ///< 0 … 1: ridges run parallel out of the loop instead of fanning out
    double open = 0;   ///< radians: where the loop opens, with `hook`
};

/// All positions in px at 500 dpi from the middle of the pad, x to the right and y UP as in the textbooks.
struct FingerPlan {
    std::uint64_t seed = 0;
    HenryClass henry = HenryClass::Arch;
    std::vector<Singularity> cores;
    std::vector<Singularity> deltas;
    double arch_height = 0;  ///< radians: steepest slope of the arch below the middle
    double arch_width = 60;  ///< px from the middle to the steepest place
    double tip_left = 0;     ///< radians: how far ridges follow the tip's outline on each side
    double tip_right = 0;
    double twist = 0;         ///< radians added at the middle: spirals and double loops
    double twist_reach = 50;  ///< px
    double period = 9;        ///< px from ridge to ridge
    double pad_width = 0;     ///< px, half axes of the contact region
    double pad_height = 0;
};

FingerPlan plan_finger(std::uint64_t person, Finger finger);

}  // namespace loket::biometrics::synth
