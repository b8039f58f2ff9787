#pragma once
// A face as trained networks see it (devices/biometrics/face_nets). What is not there is measured without them.

#include <array>

namespace loket::biometrics {

struct FacePoint {
    double x = 0, y = 0;  ///< px of the picture
};

struct SeenFace {
    double x = 0, y = 0, width = 0, height = 0;  ///< from the brows to the chin, px of the picture
    double sure = 0;                             ///< 0 … 1
    /// In the order of the iBUG 300-W landmarks: jaw 0-16, brows 17-26, nose 27-35, eyes 36-47, mouth 48-67.
    std::array<FacePoint, 68> marks{};
    double left_shut = 0, right_shut = 0;  ///< of the eyes as they lie in the picture: 0 open … 1 shut
};

}  // namespace loket::biometrics
