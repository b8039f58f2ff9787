#pragma once
// One look at a picture, shared by judging and coding. Private to this folder.

#include "devices/biometrics/iris/eyelids.h"
#include "devices/biometrics/iris/iris_quality.h"

namespace loket::biometrics::detail {

/// `eye` and `lids` count only where `quality.iris_radius` is not 0.
struct Looked {
    IrisQuality quality;
    Scaled small;
    GrayImage smooth;
    EyeGeometry eye;
    Lids lids;
};

Looked look_at(const GrayImage& image);

}  // namespace loket::biometrics::detail
