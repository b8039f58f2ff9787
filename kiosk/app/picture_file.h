#pragma once
// Pictures from files, for the command line: every tool reads them here.

#include <filesystem>

#include "devices/base/bytes.h"
#include "devices/base/image.h"
#include "devices/base/result.h"

namespace loket::app {

inline constexpr int kMostPictureSide = 8192, kMostPicturePixels = 40'000'000;

/// One grey picture. `image.dpi` is 500 unless the header says another resolution that scanners have.
struct GreyPicture {
    GrayImage image;
    int dpi = 0;  ///< as the header says it (PNG pHYs, JFIF, TIFF, BMP), 0 where it says none between 250 and 1000
};

/// PNG, JPEG, JPEG 2000, BMP, TIFF (first page), PGM, PPM and WSQ, told by their first bytes; 8 and 16 bits, colour as brightness, what is
/// transparent as white paper; turned by no tag. The size is read before anything is decoded.
/// Gone ("file.missing"); Corrupt ("picture.unreadable"); Unsupported ("picture.unknown" of another kind, "picture.too_large"
/// beyond kMostPictureSide and kMostPicturePixels). The context begins with the path.
Result<GreyPicture> read_grey(const std::filesystem::path& path);
Result<RgbaImage> read_colour(const std::filesystem::path& path);

/// The error, its context beginning with the path: what every tool says of a file.
Error in_file(const std::filesystem::path& path, const Error& error);

/// The same of bytes that somebody else has read.
Result<GreyPicture> grey_of_file(ByteView bytes);
Result<RgbaImage> colour_of_file(ByteView bytes);

}  // namespace loket::app
