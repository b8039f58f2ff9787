#pragma once
// Third stage: every pixel through a Gabor filter tuned to the ridge direction and distance around it.

#include "devices/biometrics/finger/field.h"

namespace loket::biometrics::detail {

/// Response with kMargin on every side, about -1 (ridge) … 1 (valley); 0 outside the finger.
Grid<float> enhance(const Grid<float>& pixels, const RidgeField& field);

/// Root mean square over each cell and its neighbours.
Grid<float> cell_strength(const Grid<float>& pixels, int columns, int rows);

}  // namespace loket::biometrics::detail
