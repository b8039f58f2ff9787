#pragma once
// The face patch as OpenCV sees it. Private to this folder's sources.

#include <cmath>
#include <opencv2/core.hpp>

#include "devices/biometrics/face/face_finder.h"

namespace loket::biometrics::detail {

/// OpenCV has no read-only view; nobody writes through these but who owns the image.
inline cv::Mat patch_view(const GrayImage& image) { return {image.height, image.width, CV_8U, const_cast<std::uint8_t*>(image.pixels.data())}; }
inline cv::Mat patch_view(const RgbaImage& image) { return {image.height, image.width, CV_8UC4, const_cast<std::uint8_t*>(image.pixels.data())}; }

/// Part of the patch in eye distances from the middle between the eyes.
inline cv::Rect patch_region(double left, double top, double right, double bottom) {
    const auto px = [](double v, int origin) { return origin + static_cast<int>(std::lround(v * kPatchEyes)); };
    return cv::Rect(cv::Point(px(left, kPatchX), px(top, kPatchY)), cv::Point(px(right, kPatchX), px(bottom, kPatchY))) & cv::Rect(0, 0, kPatchWidth, kPatchHeight);
}

}  // namespace loket::biometrics::detail
