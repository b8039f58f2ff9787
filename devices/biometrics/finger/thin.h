#pragma once
// Fourth stage: ridges one pixel wide.

#include "devices/biometrics/finger/grid.h"

#include <cstdint>

namespace loket::biometrics::detail {

/// Skeleton of the non-zero pixels: 8-connected lines one pixel wide, same topology (Guo and Hall 1989, sixty-four pixels at
/// a time). The outermost pixels become 0, so that every set pixel has eight neighbours.
void thin(Grid<std::uint8_t>& pixels);

}  // namespace loket::biometrics::detail
