#pragma once
// What cameras send, made into pictures: pure functions on bytes.

#include <optional>

#include "devices/base/bytes.h"
#include "devices/base/image.h"
#include "devices/base/result.h"

namespace loket::drivers::v4l2_camera {

/// Two pixels in four bytes Y U Y V, BT.601 with limited range (V4L2 pixel format YUYV); `stride` bytes a line. Corrupt when bytes are missing.
Result<RgbaImage> from_yuyv(ByteView bytes, int width, int height, std::size_t stride);
struct JpegSize {
    int width = 0, height = 0;
};
/// What a JPEG claims in its frame header (ITU-T T.81 B.2.2); nothing without one. Looked at before anything is decoded: a few bytes may claim four
/// thousand million pixels.
std::optional<JpegSize> jpeg_size(ByteView bytes);
/// One JPEG picture, upright where its Exif says how it was held, at one part in `reduction` (1, 2, 4, 8) of its size. Corrupt when it is none or is cut
/// off; Unsupported when it claims more than `most_pixels`.
Result<RgbaImage> from_jpeg(ByteView bytes, std::int64_t most_pixels, int reduction = 1);
/// The same of a stream. Corrupt when it is none, is cut off, or is not of the size that was agreed on.
Result<RgbaImage> from_mjpeg(ByteView bytes, int width, int height);
/// The largest part of three by four out of the middle: a portrait. Empty for an empty picture.
RgbaImage portrait_of(const RgbaImage& picture);

}  // namespace loket::drivers::v4l2_camera
