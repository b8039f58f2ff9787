#pragma once
// Quality of an iris picture after the measures of ISO/IEC 29794-6 that a single VGA near-infrared frame allows.

#include <string>
#include <vector>

#include "devices/base/image.h"

namespace loket::biometrics {

struct IrisQuality {
    int score = 0;                    ///< 0–100
    std::vector<std::string> causes;  ///< worst first: "iris.open_eye", "iris.closer", "iris.hold_still", "iris.look_here", "iris.not_found"
    int pupil_x = 0, pupil_y = 0, pupil_radius = 0, iris_radius = 0;  ///< pixels; 0 when not found
    double usable_area = 0;           ///< share of the iris ring not covered by lids, 0–1
    double sharpness = 0;             ///< 0–1
};

/// Any picture; one without an eye scores 0 with "iris.not_found".
IrisQuality iris_quality(const GrayImage& image);

}  // namespace loket::biometrics
