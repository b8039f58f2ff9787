#pragma once
// The true outlines of pupil and iris: neither is quite a circle. Private to this folder.

#include <array>

#include "devices/biometrics/iris/eyelids.h"

namespace loket::biometrics::detail {

/// A closed curve round a middle: radius = mean + waves of the first orders (J. Daugman, "New methods in iris recognition", 2007).
struct Outline {
    static constexpr int kOrders = 3;
    double x = 0, y = 0;                        ///< px
    double mean = 0;                            ///< px
    std::array<double, kOrders> cos{}, sin{};   ///< px
    [[nodiscard]] double radius(double angle) const;
};

struct Outlines {
    Outline pupil, iris;
};

/// The clearest closed curves near the two circles; where lids or lamps hide one it goes on as the rest suggests. `picture` still has
/// its reflections.
Outlines trace(const GrayImage& picture, const GrayImage& smooth, const EyeGeometry& eye, const Lids& lids);

}  // namespace loket::biometrics::detail
