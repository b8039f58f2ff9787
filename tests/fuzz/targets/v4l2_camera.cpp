#include "drivers/v4l2_camera/pixels.h"

#include "tests/fuzz/target.h"

namespace loket::fuzz {

namespace camera = drivers::v4l2_camera;

void v4l2_camera(ByteView bytes) {
    constexpr int kWidth = 32, kHeight = 16;
    if (take_first(bytes) % 2 == 0) {
        const auto stride = take_first(bytes);
        if (const auto picture = camera::from_yuyv(bytes, kWidth, kHeight, stride)) require(picture->pixels.size() == 4U * kWidth * kHeight, "a picture is whole");
    } else if (const auto picture = camera::from_mjpeg(bytes, kWidth, kHeight)) {
        require(picture->width == kWidth && picture->height == kHeight, "a picture has the agreed size");
    }
}

}  // namespace loket::fuzz
