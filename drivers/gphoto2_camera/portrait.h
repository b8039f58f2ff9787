#pragma once
// A photograph of a system camera, made into a portrait: a pure function.

#include "devices/base/bytes.h"
#include "devices/base/image.h"
#include "devices/base/result.h"

namespace loket::drivers::gphoto2_camera {

/// The middle of a JPEG, three by four, upright as its Exif says. Cameras give twenty times the pixels that a card needs: large ones are halved as long
/// as 800 px of the shorter side are left. Corrupt when it is no JPEG or is cut off; Unsupported below 480 x 640 and above 200 million pixels.
Result<RgbaImage> portrait_from(ByteView jpeg);

}  // namespace loket::drivers::gphoto2_camera
