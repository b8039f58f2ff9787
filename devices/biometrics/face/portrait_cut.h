#pragma once
// Where a portrait is cut out of a photo. ISO/IEC 19794-5 annex A: eyes level in the middle, a quarter of the width apart.

#include <optional>
#include <span>

#include "devices/base/image.h"
#include "devices/biometrics/face/seen_face.h"

namespace loket::biometrics {

/// Pixels of the photo.
struct PortraitCut {
    int x = 0, y = 0, width = 0, height = 0;
};

/// The part of the photo with `width_by_height` round its face: as the standard asks where the photo has room, less where it has not,
/// never beyond its border. Nothing where no face is found. `seen` as in photo_quality.
std::optional<PortraitCut> portrait_cut(const RgbaImage& photo, double width_by_height, std::span<const SeenFace> seen = {});

RgbaImage cut_out(const RgbaImage& photo, const PortraitCut& cut);

}  // namespace loket::biometrics
