#pragma once
// Pictures as files: lossless PNG in the blob store, so that what was captured is what is kept.

#include <filesystem>

#include "devices/base/file.h"
#include "kiosk/ui/png.h"

namespace loket::app {

using ui::decode_gray_png;
using ui::decode_png;
using ui::encode_png;

RgbaImage to_rgba(const GrayImage& image);

template <class Image>
Status write_png(const std::filesystem::path& path, const Image& image) {
    LOKET_ASSIGN(bytes, encode_png(image));
    return write_file(path, bytes);
}

}  // namespace loket::app
