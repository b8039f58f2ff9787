#pragma once
// Faces in a picture, by the networks that lie beside the program.

#include <vector>

#include "devices/base/image.h"
#include "devices/biometrics/face/seen_face.h"

namespace loket::app {

/// The largest first. None where there is none to be seen, or where the networks are not there: faces are then found by their pattern. Read at
/// the first call; from any thread, one at a time.
std::vector<biometrics::SeenFace> seen_faces(const RgbaImage& picture);

}  // namespace loket::app
