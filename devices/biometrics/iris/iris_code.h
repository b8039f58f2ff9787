#pragma once
// Comparing irises: the ring as bits (J. Daugman, "How iris recognition works", 2004).

#include <array>
#include <cstdint>
#include <vector>

#include "devices/base/image.h"
#include "devices/base/result.h"

namespace loket::biometrics {

/// The phase of the tissue round the pupil, two bits a place, and which places show tissue. Bits of one row are contiguous, so
/// that a turned head is a shift.
struct IrisCode {
    static constexpr int kRows = 16, kPlaces = 256;  ///< from pupil to white, and once round
    std::array<std::array<std::uint8_t, kPlaces>, kRows> phase{};  ///< 0–3
    std::array<std::array<bool, kPlaces>, kRows> seen{};
};

/// Rejected with the first cause of its quality where that is 0 ("iris.not_found"), "iris.open_eye" where lids leave too little.
Result<IrisCode> iris_code(const GrayImage& image);

/// Share of differing bits where both show tissue, over heads turned up to 11 degrees either way: about 0.47 for different
/// eyes, far below for the same. 1 if too little is seen in both.
double iris_distance(const IrisCode& a, const IrisCode& b);

/// Distances at and below this are the same eye (see README.md).
inline constexpr double kSameIris = 0.36;

}  // namespace loket::biometrics
