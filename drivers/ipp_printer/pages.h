#pragma once
// A letter as pictures of its pages: PWG raster (PWG 5102.4), for printers that take no PDF.

#include "devices/base/bytes.h"
#include "devices/base/result.h"

namespace loket::drivers::ipp_printer {

/// A4 pages, one-sided, sgray_8 or srgb_8. Unsupported when it is no PDF.
Result<Bytes> raster_of(ByteView pdf, int dpi, bool colour);

}  // namespace loket::drivers::ipp_printer
