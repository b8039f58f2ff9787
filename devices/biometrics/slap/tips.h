#pragma once
// Second stage: places where a fingertip could lie. Boxes of many sizes and angles are laid over the map; good ones are full inside and
// have bare glass around them, above all beyond the tip.

#include <vector>

#include "devices/biometrics/slap/plate_map.h"

namespace loket::biometrics::detail {

struct PlateSpot {
    float x = 0, y = 0;  ///< cells of the map
};

/// An oriented box; lengths in cells of the map, angle in degrees clockwise.
struct Tip {
    float x = 0, y = 0;  ///< middle
    float width = 0, length = 0;
    float angle = 0;
    float worth = 0;     ///< cells that are full less those that should not be
};

/// The unit vector across a finger (to its right) and down along it, as the finger points up.
struct Axes {
    float ax = 1, ay = 0, dx = 0, dy = 1;
};
Axes axes_of(float degrees);

/// Best first, at most kMostTips. `breadth` is that of the fingers looked for, 1 = index to little finger.
inline constexpr std::size_t kMostTips = 140;
std::vector<Tip> find_tips(const PlateMap& map, float breadth);

}  // namespace loket::biometrics::detail
