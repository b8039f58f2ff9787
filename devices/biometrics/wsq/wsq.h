#pragma once
// WSQ, the FBI's coding of grey fingerprints (IAFIS-IC-0110, version 3.1): wavelets, scalar quantisation, Huffman codes. Pure.

#include <string>
#include <vector>

#include "devices/base/bytes.h"
#include "devices/base/image.h"
#include "devices/base/result.h"

namespace loket::biometrics {

struct WsqPicture {
    GrayImage image;                    ///< `dpi` as a NISTCOM comment says it (PPI, 100-2000), else 500
    std::vector<std::string> comments;  ///< of the frame, in order
};

struct WsqSize {
    int width = 0, height = 0;
};

inline constexpr int kMostWsqSide = 8192, kMostWsqPixels = 32 << 20;

/// The size that a stream claims, without decoding it. Corrupt ("picture.unreadable") where it claims none, or more than the limits.
Result<WsqSize> wsq_size(ByteView stream);

/// Corrupt ("picture.unreadable"): cut short, out of order, or damaged. Unsupported: another filter bank than the standard's.
Result<WsqPicture> decode_wsq(ByteView stream);

/// `bits` a pixel that the quantisation aims at (the FBI asks for 0.75, about 15:1; 2.25 keeps more). Writes a NISTCOM comment with size,
/// PPI and rate. Sides of 1-65535.
Bytes encode_wsq(const GrayImage& image, double bits);

}  // namespace loket::biometrics
