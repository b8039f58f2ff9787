#pragma once
// How much of the iris the lids, lashes and reflections leave visible. Private to this folder.

#include "devices/biometrics/iris/eye_geometry.h"

namespace loket::biometrics::detail {

/// A lid's edge as a parabola over the columns: y = height + tilt (x - middle) + bend (x - middle)².
struct Lid {
    double middle = 0, height = 0, tilt = 0, bend = 0;
    [[nodiscard]] double at(double x) const {
        const double dx = x - middle;
        return height + tilt * dx + bend * dx * dx;
    }
};

struct Lids {
    Lid upper, lower;
};

Lids find_lids(const GrayImage& smooth, const EyeGeometry& eye);

/// Share of the ring between pupil and iris edge that shows tissue, 0–1. `picture` still has its reflections.
double visible_share(const GrayImage& picture, const EyeGeometry& eye, const Lids& lids);

}  // namespace loket::biometrics::detail
