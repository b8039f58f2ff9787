#pragma once
// PNG files of pictures, through libpng's simple interface.

#include "devices/base/bytes.h"
#include "devices/base/image.h"
#include "devices/base/result.h"

namespace loket::ui {

/// Internal if memory runs out; Rejected for an empty picture.
Result<Bytes> encode_png(const RgbaImage& image);
/// Any PNG as 8-bit RGBA. Corrupt if it is none, Unsupported above 64 million pixels.
Result<RgbaImage> decode_png(ByteView bytes);

}  // namespace loket::ui
