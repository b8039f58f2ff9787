#pragma once
// Finding how two fingers lie to each other from the directions of their ridges alone, where minutiae are too few to tell.

#include "devices/biometrics/finger/grid.h"
#include "devices/biometrics/finger/overlay.h"

namespace loket::biometrics::detail {

/// Ridge directions on a coarse grid, as vectors of the doubled angle of length kUnit; zero outside the finger.
struct CoarseFlow {
    Grid<std::int16_t> cos2, sin2, inside;
};
inline constexpr float kUnit = 100;
inline constexpr int kCoarse = 16;  ///< pixels a cell

CoarseFlow coarse_flow(const RidgeMap& ridges);

/// The most likely poses, best first: each turned by up to 40 degrees, no two alike.
std::vector<Pose> likely_poses(const CoarseFlow& a, const CoarseFlow& b, std::size_t most);

}  // namespace loket::biometrics::detail
