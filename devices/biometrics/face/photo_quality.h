#pragma once
// Quality of a portrait after ISO/IEC 19794-5: what can be judged of the picture as a whole.

#include <optional>
#include <string>
#include <vector>

#include "devices/base/image.h"

namespace loket::biometrics {

/// One check after ISO/IEC 19794-5, named as its cause.
struct PhotoCheck {
    std::string name;
    double value = 0;  ///< 1 good … 0 useless
    [[nodiscard]] bool good() const { return value >= 0.85; }
};

/// Pixels of the picture.
struct PhotoEyes {
    double x = 0, y = 0;      ///< middle between the pupils
    double distance = 0;      ///< between the pupils
    double tilt_degrees = 0;  ///< clockwise
};

struct PhotoQuality {
    int score = 0;                    ///< 0–100
    std::vector<std::string> causes;  ///< worst first: "face.not_found", "face.too_dark", "face.too_bright", "face.uneven_light", "face.blurred", "face.open_eyes", "face.close_mouth", "face.look_here", "face.background", "face.too_small", "face.too_close", "face.off_centre", "face.reflections"
    std::vector<PhotoCheck> checks;   ///< all of them, where a face was found
    std::optional<PhotoEyes> eyes;    ///< nothing where no face was found
};

/// Any picture of at least 96 x 128; smaller ones score 0 with "face.too_small".
PhotoQuality photo_quality(const RgbaImage& image);

}  // namespace loket::biometrics
