#pragma once
// Marks of the skin that stay with a finger: sweat pores on the crests and flexion creases across the ridges.

#include "devices/biometrics/synth/finger_plan.h"

namespace loket::biometrics::synth {

/// Sinks pores and creases into a relief of -1 … 1.
void add_pores(Field& relief, std::uint64_t seed);
void add_creases(Field& relief, const FingerPlan& plan);

}  // namespace loket::biometrics::synth
