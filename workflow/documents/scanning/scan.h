#pragma once
// QR codes out of a photographed, scanned or electronic paper, so that its signature can be verified.

#include <string>
#include <vector>

#include "devices/base/bytes.h"
#include "devices/base/image.h"
#include "devices/base/result.h"

namespace loket::documents::scanning {

/// Every text of a QR code in the picture, in the order found, each once. Light or dark grounds, any turn.
std::vector<std::string> qr_texts(const GrayImage& image);

/// The same for the bytes of a file: PDF (every page, at most 20), PNG, JPEG or another picture. `Unsupported` with
/// "scan.format" for anything else, `Corrupt` for a damaged or locked PDF, Rejected with "scan.no_qr" where there is no
/// code to be read.
Result<std::vector<std::string>> qr_texts(ByteView file);

}  // namespace loket::documents::scanning
