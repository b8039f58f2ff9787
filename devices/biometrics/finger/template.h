#pragma once
// The finger template every floor passes around: minutiae at 500 dpi.

#include <cstdint>
#include <vector>

namespace loket::biometrics {

enum class MinutiaType : std::uint8_t { Other = 0, Ending = 1, Bifurcation = 2 };

/// Position in pixels at 500 dpi, y downwards. Angle in 1/256 of a full turn, counter-clockwise from the positive x axis,
/// along the ridge as ISO/IEC 19794-2 clause 6.5 defines it.
struct Minutia {
    std::uint16_t x = 0, y = 0;
    std::uint8_t angle = 0;
    MinutiaType type = MinutiaType::Other;
    std::uint8_t quality = 0;  ///< 1–100, 0 = not reported
    bool operator==(const Minutia&) const = default;
};

struct FingerTemplate {
    int width = 0, height = 0;  ///< of the image at 500 dpi
    std::vector<Minutia> minutiae;
    bool operator==(const FingerTemplate&) const = default;
};

}  // namespace loket::biometrics
