#include "devices/biometrics/face/portrait_cut.h"

#include <algorithm>
#include <cmath>

#include "devices/biometrics/face/photo_quality.h"

namespace loket::biometrics {

std::optional<PortraitCut> portrait_cut(const RgbaImage& photo, double width_by_height, std::span<const SeenFace> seen) {
    constexpr double kWidth = 4, kEyesDown = 2.4;  // in eye distances: of the cut, and from its top to the eyes
    const auto quality = photo_quality(photo, seen);
    if (!quality.eyes || width_by_height <= 0) return {};
    const auto& eyes = *quality.eyes;
    const double width = kWidth * eyes.distance;
    const double fit = std::min({1.0, photo.width / width, photo.height * width_by_height / width});
    const double across = fit * width, down = across / width_by_height;
    const double left = std::clamp(eyes.x - across / 2, 0.0, photo.width - across), top = std::clamp(eyes.y - fit * kEyesDown * eyes.distance, 0.0, photo.height - down);
    PortraitCut cut{static_cast<int>(left), static_cast<int>(top), static_cast<int>(across), static_cast<int>(down)};
    cut.width = std::clamp(cut.width, 1, photo.width - cut.x);
    cut.height = std::clamp(cut.height, 1, photo.height - cut.y);
    return cut;
}

RgbaImage cut_out(const RgbaImage& photo, const PortraitCut& cut) {
    RgbaImage out(cut.width, cut.height, photo.dpi);
    for (int y = 0; y < cut.height; ++y) std::copy_n(photo.at(cut.x, cut.y + y), static_cast<std::size_t>(cut.width) * 4, out.at(0, y));
    return out;
}

}  // namespace loket::biometrics
