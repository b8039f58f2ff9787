#pragma once
// What a picture's file says of itself, before it is decoded: decoders allocate what a header asks for.

#include "devices/base/bytes.h"

namespace loket::app {

enum class PictureKind { Unknown, Png, Jpeg, Jpeg2000, Bmp, Tiff, Netpbm, Wsq };

struct PictureHeader {
    PictureKind kind = PictureKind::Unknown;
    std::int64_t width = 0, height = 0;  ///< 0 where it cannot be read
    double dpi = 0;                      ///< 0 where the header says none, or another for rows than for columns
};

/// Reads no further than the bytes go, whatever they say.
PictureHeader picture_header(ByteView bytes);

}  // namespace loket::app
