#pragma once
// What a quality score is made of: the feature families of NFIQ 2, measured on the way to the minutiae.

#include "devices/biometrics/finger/view.h"

namespace loket::biometrics::detail {

struct QualityFacts {
    float area = 0;         ///< square inches of ridges (ROI)
    float clarity = 0;      ///< share of the local contrast that is ridge: mean filter strength (FDA, LCS)
    float weakest = 0;      ///< the same of the cell that a tenth of the area does not reach: where another print of the finger will not agree
    float contrast = 0;     ///< grey levels between ridge and ground (Sigma)
    float ridge_share = 0;  ///< of pixels that are darker than half-way: about one half when neither dry nor wet (RVU)
    float offset = 0;       ///< of the area's centroid from the picture's centre, as a share of half the picture
    float minutiae = 0;     ///< reliable minutiae
};

QualityFacts quality_facts(const Normalised& image, const View& view);

}  // namespace loket::biometrics::detail
