#pragma once
// Pictures of a PDF's pages, to look at what the archive keeps without a PDF viewer.

#include <vector>

#include "devices/base/bytes.h"
#include "devices/base/image.h"
#include "devices/base/result.h"

namespace loket::app {

/// Every page at this resolution. Corrupt for bytes that are no PDF.
Result<std::vector<RgbaImage>> pdf_pages(ByteView pdf, int dpi);

}  // namespace loket::app
