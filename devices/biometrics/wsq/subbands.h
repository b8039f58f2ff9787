#pragma once
// The picture as 64 subbands and back: the filter bank and the tree of the standard.

#include <array>
#include <vector>

namespace loket::biometrics::wsq {

/// Half of a symmetric filter, the middle first. The standard's 9/7 pair.
struct Filters {
    std::array<float, 5> low = {0.85269867900940F, 0.37740285561265F, -0.11062440441842F, -0.02384946501938F, 0.03782845550699F};
    std::array<float, 4> high = {0.78848561640566F, -0.41809227322221F, -0.04068941760956F, 0.06453888262894F};
};

/// Where a subband lies in the plane of coefficients.
struct Band {
    int x = 0, y = 0, width = 0, height = 0;
};
inline constexpr int kBands = 64, kCodedBands = 60;
std::array<Band, kBands> bands_of(int width, int height);

/// Rows top to bottom without padding.
struct Plane {
    int width = 0, height = 0;
    std::vector<float> values;
    float* row(int y) { return values.data() + static_cast<std::size_t>(y) * width; }
    [[nodiscard]] const float* row(int y) const { return values.data() + static_cast<std::size_t>(y) * width; }
};
void analyse(Plane& plane, const Filters& filters);
void synthesise(Plane& plane, const Filters& filters);

}  // namespace loket::biometrics::wsq
