#pragma once
// The ring between pupil and white unrolled into a rectangle. Private to this folder.

#include <opencv2/core.hpp>

#include "devices/biometrics/iris/outline.h"

namespace loket::biometrics::detail {

inline constexpr int kSheetRows = 64, kSheetPlaces = 512;

/// Row 0 lies at the pupil, place 0 to the right, on clockwise.
struct Sheet {
    cv::Mat grey;  ///< CV_32F, unseen places filled with what surrounds them
    cv::Mat seen;  ///< CV_32F, 1 where tissue shows, 0 under lids, lashes and reflections
};

Sheet unroll(const Scaled& small, const GrayImage& picture, const Outlines& eye, const Lids& lids);

}  // namespace loket::biometrics::detail
