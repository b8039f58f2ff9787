#pragma once
// Minutiae that fall on each other once the fingers are laid over each other, and those that should but do not.

#include "devices/biometrics/finger/overlay.h"

namespace loket::biometrics::detail {

struct Overlap {
    int together = 0;  ///< pairs
    int alone = 0;     ///< minutiae of both fingers that lie in the other but meet nothing there
    /// Share of the minutiae that met, cautious about few: 0 … 1.
    [[nodiscard]] float share() const { return 2.0F * static_cast<float>(together) / static_cast<float>(2 * together + alone + 2); }
};

/// Follows the slides of the ridges.
Overlap overlap_of(const std::vector<Minutia>& a, const std::vector<Minutia>& b, const Overlay& overlay);

/// With nothing but minutiae to go by; a finger reaches as far as the hull of its minutiae.
Overlap overlap_of(const std::vector<Minutia>& a, const std::vector<Minutia>& b, const Pose& pose);

}  // namespace loket::biometrics::detail
