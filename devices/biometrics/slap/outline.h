#pragma once
// Last stage: the exact extent of each fingertip, cut at the crease below and at its neighbours beside.

#include "devices/biometrics/slap/tips.h"

namespace loket::biometrics::detail {

/// Moves, turns and stretches each box to where it is worth most; what another box covers counts as bare.
void settle(const PlateMap& map, std::vector<Tip>& hand);

struct Outline {
    Tip box;                                             ///< oriented, tight
    float lean = 0;                                      ///< degrees clockwise that the finger points, from its box and what lies below
    float left = 0, top = 0, right = 0, bottom = 0;      ///< upright, cells, around the cells that belong to the finger
    float full = 0;                                      ///< share of the box where something lies, 0-1
    float ridges = 0;                                    ///< share of that which looks like ridges, 0-1
};
std::vector<Outline> outlines(const PlateMap& map, const std::vector<Tip>& hand);

}  // namespace loket::biometrics::detail
