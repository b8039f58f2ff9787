#pragma once
// Quality of an iris picture after the measures of ISO/IEC 29794-6 that a single VGA near-infrared frame allows.

#include <optional>
#include <string>
#include <vector>

#include "devices/base/image.h"
#include "devices/biometrics/position.h"

namespace loket::biometrics {

struct IrisQuality {
    int score = 0;                    ///< 0–100
    std::vector<std::string> causes;  ///< worst first: "iris.open_eye", "iris.closer", "iris.hold_still", "iris.look_here", "iris.not_found"
    int pupil_x = 0, pupil_y = 0, pupil_radius = 0, iris_radius = 0;  ///< pixels; 0 when not found
    double usable_area = 0;           ///< share of the iris ring not covered by lids, 0–1
    double sharpness = 0;             ///< 0–1
    double pupil_ratio = 0;           ///< pupil to iris radius, 0–1
    double pupil_contrast = 0;        ///< grey levels from pupil to iris
    double limbus_contrast = 0;       ///< grey levels from iris to the white
    double gaze = 0;                  ///< width of the pupil by its height: 1 looks here, less aside
    double concentricity = 0;         ///< 1 where pupil and iris share their middle, 0 where the pupil touches the edge
    double margin = 0;                ///< iris radii from the iris to the nearest side of the picture
    std::optional<Eye> eye;           ///< a hint from the light beside the iris: the nose's side is the lighter one; nothing where it is even
};

/// Any picture; one without an eye scores 0 with "iris.not_found".
IrisQuality iris_quality(const GrayImage& image);

}  // namespace loket::biometrics
