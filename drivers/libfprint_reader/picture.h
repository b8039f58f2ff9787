#pragma once
// What libfprint gives, as pure functions: its pictures at 500 dpi, its errors as what the caller can do.

#include <string_view>

#include "devices/base/bytes.h"
#include "devices/base/image.h"
#include "devices/base/result.h"

namespace loket::drivers::libfprint_reader {

/// A picture of 8 bits a pixel at 500 dpi. `ppmm`: pixels a millimetre, 0 where the reader does not say (then 500 dpi are believed). Corrupt
/// when the bytes are not those of the size, or the size is none of a finger's.
Result<GrayImage> picture_of(ByteView pixels, int width, int height, double ppmm);

/// A finger that has to be laid down again: which words (FpDeviceRetry).
Error retry_error(int code, std::string_view message);
/// Anything else (FpDeviceError).
Error device_error(int code, std::string_view message);

/// Readers that we have a driver of our own for, by the name of libfprint's.
bool is_ours(std::string_view driver);

}  // namespace loket::drivers::libfprint_reader
