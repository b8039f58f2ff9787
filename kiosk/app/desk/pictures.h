#pragma once
// Pictures as files: lossless PNG in the blob store, so that what was captured is what is kept.

#include <filesystem>

#include "devices/base/bytes.h"
#include "devices/base/image.h"
#include "devices/base/result.h"

namespace loket::app {

Result<Bytes> encode_png(const GrayImage& image);
Result<Bytes> encode_png(const RgbaImage& image);
/// Corrupt unless the bytes are a picture of at most 10,000 x 10,000.
Result<RgbaImage> decode_png(ByteView bytes);
Result<GrayImage> decode_gray_png(ByteView bytes);
RgbaImage to_rgba(const GrayImage& image);

template <class Image>
Status write_png(const std::filesystem::path& path, const Image& image);

}  // namespace loket::app
