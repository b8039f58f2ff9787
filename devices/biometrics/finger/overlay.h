#pragma once
// Laying one finger's ridges over another's.

#include "devices/biometrics/finger/grid.h"
#include "devices/biometrics/finger/pose.h"
#include "devices/biometrics/finger/template.h"

namespace loket::biometrics::detail {

inline constexpr int kBlock = 16;  ///< side of a block in samples of a RidgeMap

/// Where a block of the first finger found its ridges, in samples beyond the pose.
struct Slide {
    signed char x = 0, y = 0;
    bool common = false;  ///< the block is in both fingers
};

/// How well the ridges of two fingers lie over each other.
struct Overlay {
    float agreement = 0;  ///< mean over the common area: 1 same ridges, 0 chance, -1 ridges on valleys
    float area = 0;       ///< common area in blocks
    Pose pose;            ///< as given
    Grid<Slide> slides;   ///< of the first finger's blocks
    /// What an overlay is worth against another of the same fingers.
    [[nodiscard]] float worth() const;
    /// The rigid motion that fits the slides best; `pose` where nothing is common.
    [[nodiscard]] Pose refined() const;
};

/// Lays `a` over `b` by `pose`, lets every block slide by up to `reach` samples together with its neighbours (skin
/// stretches), and measures.
Overlay lay_over(const RidgeMap& a, const RidgeMap& b, const Pose& pose, int reach);

}  // namespace loket::biometrics::detail
