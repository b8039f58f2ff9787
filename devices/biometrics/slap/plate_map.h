#pragma once
// First stage: where skin touches the glass, and where what touches it has ridges. A value for every 8 x 8 pixels at 500 dpi.

#include <cstdint>

#include "devices/base/image.h"
#include "devices/biometrics/finger/grid.h"

namespace loket::biometrics::detail {

inline constexpr int kSlapCell = 8;  ///< px at 500 dpi

struct PlateMap {
    int columns = 0, rows = 0;
    Grid<float> dark;             ///< grey levels darker than the bare glass there
    float threshold = 0;          ///< grey levels from which something lies there
    Grid<std::uint8_t> contact;   ///< 0-16: share of the cell that belongs to something on the glass
    Grid<std::uint8_t> ridges;    ///< 0-16: how much the surroundings look like ridges
    Grid<std::uint8_t> skin;      ///< 0-16: contact, counted in full where there are ridges, somewhat more than half where there are none
};

/// `plate` at 500 dpi.
PlateMap map_plate(const GrayImage& plate);

}  // namespace loket::biometrics::detail
