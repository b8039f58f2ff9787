#include "drivers/gphoto2_camera/portrait.h"

#include <algorithm>

#include "drivers/v4l2_camera/pixels.h"

namespace loket::drivers::gphoto2_camera {
namespace {

constexpr int kLeastWidth = 480, kLeastHeight = 640;  // ISO/IEC 19794-5: enough between the eyes
constexpr int kPlenty = 800;                          // px of the shorter side
constexpr std::int64_t kMostPixels = 200'000'000;

}  // namespace

Result<RgbaImage> portrait_from(ByteView jpeg) {
    const auto size = v4l2_camera::jpeg_size(jpeg);
    if (!size) return corrupt("not a JPEG");
    int reduction = 1;
    while (reduction < 8 && std::min(size->width, size->height) / (2 * reduction) >= kPlenty) reduction *= 2;
    LOKET_ASSIGN(picture, v4l2_camera::from_jpeg(jpeg, kMostPixels, reduction));
    auto portrait = v4l2_camera::portrait_of(picture);
    if (portrait.width < kLeastWidth || portrait.height < kLeastHeight) return Error{Fault::Unsupported, "the pictures of this camera are too small", "device.unsupported"};
    return portrait;
}

}  // namespace loket::drivers::gphoto2_camera
