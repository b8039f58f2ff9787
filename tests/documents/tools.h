#pragma once
// Reading back what was drawn: QR codes, ink, and the text and fonts of PDF files.

#include <optional>
#include <string>

#include "devices/base/bytes.h"
#include "devices/base/image.h"
#include "workflow/documents/geometry.h"

namespace loket::documents::tools {

/// Content of the one QR code in the picture; empty if none can be read.
std::string read_qr(const RgbaImage& image);
std::string read_qr(const GrayImage& image);

/// Share of dark pixels in a rectangle given in millimetres.
double darkness(const RgbaImage& image, const Rect& mm);

/// What a poppler tool prints about a PDF ("pdffonts", "pdftotext", "pdfinfo"); nothing, and a loud warning,
/// if it is not installed.
std::optional<std::string> poppler(const std::string& tool, const Bytes& pdf);
/// The page as pixels by poppler's renderer.
std::optional<GrayImage> rasterise(const Bytes& pdf, int dpi);

/// Text with every run of white space as one blank.
std::string flattened(const std::string& text);

}  // namespace loket::documents::tools
