#pragma once
// Where the face is in a picture. Private to this folder.

#include <optional>

#include "devices/base/image.h"

namespace loket::biometrics::detail {

/// The two eyes: this far into the picture, this far apart (px of the picture searched).
struct FacePlace {
    double x = 0, y = 0;      ///< middle between the eyes
    double eye_distance = 0;  ///< px between the pupils
    double tilt = 0;          ///< clockwise, radians
    double likeness = 0;      ///< with a general face; above a half for most faces
};

/// The most face-like place: two dark eyes under brows, light cheeks, a darker mouth. A drawn pattern of light and
/// dark, compared after local brightness and contrast are taken out, so that skin tone, hair and scarf do not count.
std::optional<FacePlace> find_face(const RgbaImage& picture);

/// The face brought to a fixed frame: eyes at (kPatchX ± kPatchEyes / 2, kPatchY).
inline constexpr int kPatchWidth = 320, kPatchHeight = 288, kPatchX = 160, kPatchY = 96, kPatchEyes = 96;
struct FacePatch {
    RgbaImage color{kPatchWidth, kPatchHeight};
    GrayImage luminance{kPatchWidth, kPatchHeight};
};
FacePatch face_patch(const RgbaImage& picture, const FacePlace& place);

GrayImage luminance_of(const RgbaImage& picture);
/// The picture no longer than `longer` px on its longer side; `scale` leads back to its own pixels.
struct Smaller {
    RgbaImage image;
    double scale = 1;
};
Smaller smaller(const RgbaImage& picture, int longer);

}  // namespace loket::biometrics::detail
