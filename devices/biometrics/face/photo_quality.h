#pragma once
// Quality of a portrait after ISO/IEC 19794-5: what can be judged of the picture as a whole.

#include <string>
#include <vector>

#include "devices/base/image.h"

namespace loket::biometrics {

struct PhotoQuality {
    int score = 0;                    ///< 0–100
    std::vector<std::string> causes;  ///< worst first: "face.not_found", "face.too_dark", "face.too_bright", "face.uneven_light", "face.blurred", "face.open_eyes", "face.close_mouth", "face.look_here", "face.background", "face.too_small", "face.off_centre"
};

/// Any picture of at least 96 x 128; smaller ones score 0 with "face.too_small".
PhotoQuality photo_quality(const RgbaImage& image);

}  // namespace loket::biometrics
