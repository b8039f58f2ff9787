#include "kiosk/app/desk/faces.h"

#include <mutex>

#include "devices/base/file.h"
#include "devices/base/log.h"
#include "devices/biometrics/face_nets/face_nets.h"
#include "kiosk/app/core/reference.h"

namespace loket::app {
namespace {

using biometrics::FaceNets;

/// Beside the assets of an appliance, else where the build put them.
std::filesystem::path folder_of_nets() {
    std::error_code ignored;
    const auto beside = find_assets() / "face_nets";
    return std::filesystem::exists(beside, ignored) ? beside : std::filesystem::path(LOKET_BUILT_FACE_NETS);
}

Result<std::unique_ptr<FaceNets>> read_nets(const std::filesystem::path& folder) {
    LOKET_ASSIGN(detector, read_file(folder / "detect.onnx"));
    LOKET_ASSIGN(landmarks, read_file(folder / "landmarks.onnx"));
    LOKET_ASSIGN(eyes, read_file(folder / "eyes.onnx"));
    return FaceNets::read(detector, landmarks, eyes);
}

struct OneAtATime {
    std::mutex busy;
    std::unique_ptr<FaceNets> nets;
    OneAtATime() {
        auto read = read_nets(folder_of_nets());
        if (read) nets = std::move(*read);
        else log::warn("faces are found by their pattern, as the networks cannot be read: {}", read.error().context);
    }
};

}  // namespace

std::vector<biometrics::SeenFace> seen_faces(const RgbaImage& picture) {
    static OneAtATime one;
    const std::lock_guard lock(one.busy);
    return one.nets ? one.nets->look(picture) : std::vector<biometrics::SeenFace>{};
}

}  // namespace loket::app
