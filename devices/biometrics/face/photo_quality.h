#pragma once
// Quality of a portrait after ISO/IEC 19794-5: what can be judged of the picture as a whole.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "devices/base/image.h"
#include "devices/biometrics/face/seen_face.h"

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
    std::vector<std::string> causes;  ///< worst first: "face.not_found", "face.too_dark", "face.too_bright", "face.uneven_light", "face.blurred", "face.open_eyes", "face.close_mouth", "face.look_here", "face.background", "face.too_small", "face.too_close", "face.off_centre", "face.reflections"; of a seen face also "face.gaze", "face.dark_glasses", "face.hat", "face.others"
    std::vector<PhotoCheck> checks;   ///< all of them, where a face was found
    std::optional<PhotoEyes> eyes;    ///< nothing where no face was found
    bool by_networks = false;         ///< found as a seen face, not by its pattern
};

/// Any picture of at least 96 x 128; smaller ones score 0 with "face.too_small". `seen`, largest first, is what networks see in this very
/// picture: the first is judged by its marks. Without one the face is found by its pattern of light and dark.
PhotoQuality photo_quality(const RgbaImage& image, std::span<const SeenFace> seen = {});

}  // namespace loket::biometrics
