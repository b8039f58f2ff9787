#pragma once
// The pictures within records, to pixels and back. JPEG, JPEG 2000 and PNG through OpenCV, WSQ by our own decoder; what a file claims to be is read before it is
// decoded, so that a few bytes cannot ask for gigabytes.

#include "devices/base/image.h"
#include "devices/biometrics/iso/image_record.h"

namespace loket::biometrics::iso {

inline constexpr int kMostSide = 8192, kMostPixels = 32 << 20;

struct PictureSize {
    int width = 0, height = 0;
    bool operator==(const PictureSize&) const = default;
};
/// What a JPEG, JPEG 2000 (file or codestream), PNG or WSQ says of itself. Corrupt where it says nothing.
Result<PictureSize> claimed_size(Coding coding, ByteView bytes);

/// Any size up to kMostSide and kMostPixels. Corrupt: cannot be read, or larger. Unsupported: raw, WSQ of another filter bank.
Result<RgbaImage> decode_colour(Coding coding, ByteView bytes);

/// The picture of a record, which must have the size that the record says (Corrupt).
Result<GrayImage> grey_picture(const ImageRecord& record);
Result<RgbaImage> colour_picture(const ImageRecord& record);
/// The same at 500 dpi. Unsupported ("finger.resolution") outside 250-1000.
Result<GrayImage> finger_picture(const FingerImageRecord& record);

/// JPEG 2000 without loss, of pictures with sides of at least 32 (OpenCV always makes six resolutions).
Bytes jpeg2000_of(const GrayImage& image);
Bytes jpeg2000_of(const RgbaImage& image);
Bytes jpeg_of(const RgbaImage& image);
/// The best JPEG that has at most `most` bytes; empty where even the worst is larger.
Bytes jpeg_within(const RgbaImage& image, std::size_t most);
/// Ink as PNG of black and white, at most `width` wide and made smaller until it has at most `most` bytes; empty where that is not to be had.
Bytes bilevel_png_within(const GrayImage& image, int width, std::size_t most);

}  // namespace loket::biometrics::iso
