#pragma once
// Where a pupil may lie. Private to this folder.

#include <vector>

#include "devices/biometrics/iris/eye_geometry.h"

namespace loket::biometrics::detail {

/// Square roots of the greys (16 a root): steps in the dark count for more, and grain is the same everywhere.
GrayImage roots_of(const GrayImage& image);

/// Evenly dark discs in lighter surroundings, at most eight, the clearest first. Radii are rough. `roots` at search size.
std::vector<Circle> dark_discs(const GrayImage& roots);

}  // namespace loket::biometrics::detail
