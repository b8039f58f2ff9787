#include "drivers/ipp_printer/pages.h"

#include <cups/cups.h>
#include <poppler-document.h>
#include <poppler-image.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>

#include <algorithm>
#include <memory>

#include "drivers/ipp_printer/raster.h"

namespace loket::drivers::ipp_printer {
namespace {

/// One line as the printer wants it; white beyond the picture.
void put_line(Bytes& line, const poppler::image& picture, int y, bool colour) {
    std::fill(line.begin(), line.end(), std::uint8_t{255});
    if (y >= picture.height()) return;
    const auto* from = reinterpret_cast<const std::uint8_t*>(picture.const_data()) + static_cast<std::ptrdiff_t>(y) * picture.bytes_per_row();
    const std::size_t channels = colour ? 3 : 1, width = std::min<std::size_t>(line.size() / channels, static_cast<std::size_t>(picture.width()));
    for (std::size_t x = 0; x < width; ++x, from += 4) {  // argb32 as a word: blue, green, red, alpha in memory
        if (colour) line[3 * x] = from[2], line[3 * x + 1] = from[1], line[3 * x + 2] = from[0];
        else line[x] = static_cast<std::uint8_t>((from[2] * 299 + from[1] * 587 + from[0] * 114) / 1000);  // luma, ITU-R BT.601
    }
}

}  // namespace

Result<Bytes> raster_of(ByteView pdf, int dpi, bool colour) {
    const Error no_pdf{Fault::Unsupported, "not a PDF that can be drawn", "device.unsupported"};
    const std::unique_ptr<poppler::document> document(poppler::document::load_from_raw_data(reinterpret_cast<const char*>(pdf.data()), static_cast<int>(pdf.size())));
    if (!document || document->is_locked() || document->pages() < 1) return no_pdf;
    cups_page_header2_t header{};
    if (cupsRasterInitPWGHeader(&header, pwgMediaForPWG("iso_a4_210x297mm"), colour ? "srgb_8" : "sgray_8", dpi, dpi, "one-sided", nullptr) == 0) return internal("no raster header");
    header.cupsInteger[CUPS_RASTER_PWG_TotalPageCount] = static_cast<unsigned>(document->pages());
    Bytes out;
    const Raster raster = raster_into(out);
    poppler::page_renderer renderer;
    renderer.set_render_hint(poppler::page_renderer::antialiasing, true);
    renderer.set_render_hint(poppler::page_renderer::text_antialiasing, true);
    Bytes line(header.cupsBytesPerLine);
    for (int i = 0; i < document->pages(); ++i) {
        const std::unique_ptr<poppler::page> page(document->create_page(i));
        if (!page) return no_pdf;
        const auto picture = renderer.render_page(page.get(), dpi, dpi);
        if (!picture.is_valid() || cupsRasterWriteHeader2(raster.get(), &header) == 0) return no_pdf;
        for (unsigned y = 0; y < header.cupsHeight; ++y) {
            put_line(line, picture, static_cast<int>(y), colour);
            if (cupsRasterWritePixels(raster.get(), line.data(), static_cast<unsigned>(line.size())) == 0) return internal("no raster line");
        }
    }
    return out;
}

}  // namespace loket::drivers::ipp_printer
