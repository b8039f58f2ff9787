#pragma once
// First stage: one resolution, one brightness, one contrast.

#include "devices/base/image.h"
#include "devices/base/result.h"
#include "devices/biometrics/finger/grid.h"

namespace loket::biometrics::detail {

inline constexpr int kCell = 8;    ///< side of a field cell in pixels at 500 dpi
inline constexpr int kMargin = 16; ///< zero border around the normalised picture, so that filters need no bounds checks

/// The image at 500 dpi. Corrupt where sizes and pixels disagree; Rejected ("finger.no_finger") where it is too small to
/// hold a finger; Unsupported ("finger.resolution", "finger.too_large") outside 250–1000 dpi or beyond a four-finger plate.
Result<GrayImage> to_500_dpi(const GrayImage& image);

struct Normalised {
    int width = 0, height = 0;  ///< of the picture without margin
    int columns = 0, rows = 0;  ///< of the cells that cover it
    Grid<float> pixels;         ///< zero mean, unit deviation where there is contrast; kMargin on every side
    Grid<float> contrast;       ///< local standard deviation in grey levels, a value a cell
    Grid<float> brightness;     ///< local mean in grey levels, a value a cell
};
Normalised normalise(const GrayImage& image);

}  // namespace loket::biometrics::detail
