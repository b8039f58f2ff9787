#pragma once
// Faces in any picture, by trained networks (README: whose, and what they were measured to find).

#include <memory>
#include <vector>

#include "devices/base/bytes.h"
#include "devices/base/image.h"
#include "devices/base/result.h"
#include "devices/biometrics/face/seen_face.h"

namespace loket::biometrics {

/// Used by one thread at a time: a network keeps what it is working on.
class FaceNets {
  public:
    /// Three files in ONNX form: a detector for 320 x 240, 68 landmarks for 64 x 64, open or shut eyes for 24 x 24. Corrupt where one is not.
    static Result<std::unique_ptr<FaceNets>> read(ByteView detector, ByteView landmarks, ByteView eyes);
    ~FaceNets();

    /// The largest first; none in a picture without one. Some 6 ms, and 3 for each of the few largest faces: only these have marks and eyes.
    std::vector<SeenFace> look(const RgbaImage& picture);

  private:
    struct Nets;
    explicit FaceNets(std::unique_ptr<Nets> nets);
    std::unique_ptr<Nets> nets_;
};

}  // namespace loket::biometrics
