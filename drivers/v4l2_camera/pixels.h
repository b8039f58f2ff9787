#pragma once
// What cameras send, made into pictures: pure functions on bytes.

#include "devices/base/bytes.h"
#include "devices/base/image.h"
#include "devices/base/result.h"

namespace loket::drivers::v4l2_camera {

/// Two pixels in four bytes Y U Y V, BT.601 with limited range (V4L2 pixel format YUYV); `stride` bytes a line. Corrupt when bytes are missing.
Result<RgbaImage> from_yuyv(ByteView bytes, int width, int height, std::size_t stride);
/// One JPEG picture. Corrupt when it is none, is cut off, or is not of the size that was agreed on.
Result<RgbaImage> from_mjpeg(ByteView bytes, int width, int height);
/// The largest part of three by four out of the middle: a portrait. Empty for an empty picture.
RgbaImage portrait_of(const RgbaImage& picture);

}  // namespace loket::drivers::v4l2_camera
