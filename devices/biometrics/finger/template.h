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

/// Where the finger is and which of it is ridge, one bit for every 2 x 2 pixels: lets a comparison see the ridges between
/// the minutiae. Row y takes `words()` words from y * words(); column x is bit x % 64 of word x / 64.
struct RidgeMap {
    int width = 0, height = 0;  ///< in samples; 0 where the template came from a card or another maker's record
    std::vector<std::uint64_t> inside, ridge;
    [[nodiscard]] int words() const { return (width + 63) / 64; }
    [[nodiscard]] bool empty() const { return inside.empty(); }
    bool operator==(const RidgeMap&) const = default;
};
inline constexpr int kRidgeStep = 2;  ///< pixels a sample of a RidgeMap

struct FingerTemplate {
    int width = 0, height = 0;  ///< of the image at 500 dpi
    std::vector<Minutia> minutiae;
    RidgeMap ridges = {};
    bool operator==(const FingerTemplate&) const = default;
};

}  // namespace loket::biometrics
