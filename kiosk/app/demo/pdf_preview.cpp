#include "kiosk/app/demo/pdf_preview.h"

#include <poppler-document.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>

#include <memory>

namespace loket::app {
namespace {

RgbaImage copy_of(const poppler::image& picture, int dpi) {
    RgbaImage out(picture.width(), picture.height(), dpi);
    constexpr int kBytes = 4;
    for (int y = 0; y < out.height; ++y) {
        const auto* row = reinterpret_cast<const std::uint8_t*>(picture.const_data()) + static_cast<std::ptrdiff_t>(y) * picture.bytes_per_row();
        for (int x = 0; x < out.width; ++x) {
            const auto* bgra = row + static_cast<std::ptrdiff_t>(x) * kBytes;  // ARGB32 of a little-endian machine
            auto* rgba = out.at(x, y);
            rgba[0] = bgra[2];
            rgba[1] = bgra[1];
            rgba[2] = bgra[0];
        }
    }
    return out;
}

}  // namespace

Result<std::vector<RgbaImage>> pdf_pages(ByteView pdf, int dpi) {
    const std::unique_ptr<poppler::document> document(poppler::document::load_from_raw_data(reinterpret_cast<const char*>(pdf.data()), static_cast<int>(pdf.size())));
    if (!document) return corrupt("this is not a PDF");
    poppler::page_renderer renderer;
    renderer.set_image_format(poppler::image::format_argb32);
    renderer.set_render_hint(poppler::page_renderer::antialiasing, true);
    renderer.set_render_hint(poppler::page_renderer::text_antialiasing, true);
    std::vector<RgbaImage> pages;
    for (int i = 0; i < document->pages(); ++i) {
        const std::unique_ptr<poppler::page> page(document->create_page(i));
        if (!page) return corrupt("a page of the PDF is damaged");
        pages.push_back(copy_of(renderer.render_page(page.get(), dpi, dpi), dpi));
    }
    return pages;
}

}  // namespace loket::app
