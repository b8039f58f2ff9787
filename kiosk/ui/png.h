#pragma once
// PNG files of pictures, through libpng's simple interface. (OpenCV's reader would load a hundred libraries
// for it.)

#include "devices/base/bytes.h"
#include "devices/base/image.h"
#include "devices/base/result.h"

namespace loket::ui {

/// Internal if memory runs out; Rejected for an empty picture. Equal pictures give equal bytes.
Result<Bytes> encode_png(const RgbaImage& image);
Result<Bytes> encode_png(const GrayImage& image);
/// Any PNG as 8-bit RGBA or grey. Corrupt if it is none, Unsupported above 64 million pixels.
Result<RgbaImage> decode_png(ByteView bytes);
Result<GrayImage> decode_gray_png(ByteView bytes);

}  // namespace loket::ui
