// From a Drawing to pixels, slip dots and PDF bytes.

#include <cairo/cairo-pdf.h>
#include <fmt/format.h>

#include <cmath>

#include "workflow/documents/canvas.h"
#include "workflow/documents/surface.h"

namespace loket::documents {
namespace {

constexpr double kPoints = 72.0 / 25.4;
constexpr double kDotsPerMm = kSlipDots / kSlipWidth;
constexpr int kSlipDpi = 203;
/// Antialiased edges darker than this become black dots; above the middle so that thin strokes survive the
/// thermal head.
constexpr std::uint8_t kSlipThreshold = 160;
constexpr int kMaxPixels = 20000;

ContextPtr blank(int width, int height, double pixels_per_mm, Ground ground) {
    const SurfacePtr surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height));
    ContextPtr cairo(cairo_create(surface.get()));
    if (ground == Ground::White) {
        cairo_set_source_rgb(cairo.get(), 1, 1, 1);
        cairo_paint(cairo.get());
    }
    cairo_scale(cairo.get(), pixels_per_mm / kPoints, pixels_per_mm / kPoints);
    return cairo;
}

Status draw_on(cairo_t* cairo, bool raster, const Drawing& drawing) {
    Canvas canvas(cairo, raster);
    drawing.draw(canvas);
    if (canvas.error()) return *canvas.error();
    if (cairo_status(cairo) != CAIRO_STATUS_SUCCESS)
        return internal(cairo_status_to_string(cairo_status(cairo)));
    return {};
}

/// The height of a drawing that knows it only after drawing: drawn once on nothing.
Result<double> height_of(const Drawing& drawing, double pixels_per_mm, bool raster) {
    if (drawing.height > 0) return drawing.height;
    const auto cairo = blank(1, 1, pixels_per_mm, Ground::Transparent);
    Canvas canvas(cairo.get(), raster);
    const double height = drawing.draw(canvas);
    if (canvas.error()) return *canvas.error();
    return height;
}

Result<RgbaImage> render_pixels(const Drawing& drawing, double pixels_per_mm, int dpi, Ground ground) {
    LOKET_ASSIGN(height_mm, height_of(drawing, pixels_per_mm, true));
    const double width = drawing.width * pixels_per_mm, height = height_mm * pixels_per_mm;
    if (!(width >= 1 && height >= 1 && width <= kMaxPixels && height <= kMaxPixels))
        return rejected("document.size",
                        fmt::format("{:.0f} x {:.0f} pixels cannot be drawn", width, height));
    const auto cairo = blank(static_cast<int>(std::lround(width)), static_cast<int>(std::lround(height)),
                             pixels_per_mm, ground);
    LOKET_TRY(draw_on(cairo.get(), true, drawing));
    return image_of(cairo_get_target(cairo.get()), dpi);
}

cairo_status_t append(void* closure, const unsigned char* data, unsigned int length) {
    auto& out = *static_cast<Bytes*>(closure);
    out.insert(out.end(), data, data + length);
    return CAIRO_STATUS_SUCCESS;
}

void describe(cairo_surface_t* pdf, const std::string& title, Instant created) {
    const auto time = wib_time(created);
    const auto stamp =
        fmt::format("{}T{:02}:{:02}:{:02}+07:00", iso_date(time.date), time.hour, time.minute, time.second);
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_TITLE, title.c_str());
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATOR, "Loket");
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATE_DATE, stamp.c_str());
}

}  // namespace

Result<RgbaImage> render_rgba(const Drawing& drawing, int dpi, Ground ground) {
    return render_pixels(drawing, dpi / 25.4, dpi, ground);
}

Result<GrayImage> render_slip(const Drawing& drawing) {
    LOKET_ASSIGN(picture, render_pixels(drawing, kDotsPerMm, kSlipDpi, Ground::White));
    GrayImage slip(picture.width, picture.height, kSlipDpi);
    for (std::size_t i = 0; i < slip.pixels.size(); ++i) {
        const auto* rgb = &picture.pixels[4 * i];
        const int grey = (299 * rgb[0] + 587 * rgb[1] + 114 * rgb[2]) / 1000;
        slip.pixels[i] = grey < kSlipThreshold ? 0 : 255;
    }
    return slip;
}

Result<Bytes> render_pdf(const Drawing& drawing, Instant created) {
    return render_pdf(Paper{drawing.title, {drawing}}, created);
}

Result<Bytes> render_pdf(const Paper& paper, Instant created) {
    if (paper.pages.empty()) return rejected("document.no_pages", "a paper without a sheet cannot be printed");
    Bytes out;
    const SurfacePtr surface(cairo_pdf_surface_create_for_stream(append, &out, 1, 1));
    describe(surface.get(), paper.title, created);
    for (const auto& page : paper.pages) {
        LOKET_ASSIGN(height, height_of(page, kPoints, false));
        cairo_pdf_surface_set_size(surface.get(), page.width * kPoints, height * kPoints);
        const ContextPtr cairo(cairo_create(surface.get()));
        LOKET_TRY(draw_on(cairo.get(), false, page));
        cairo_show_page(cairo.get());
    }
    cairo_surface_finish(surface.get());
    if (const auto status = cairo_surface_status(surface.get()); status != CAIRO_STATUS_SUCCESS)
        return internal(cairo_status_to_string(status));
    return out;
}

Status lay_out(const std::function<void(Canvas&)>& layout) {
    const auto cairo = blank(1, 1, kPoints, Ground::Transparent);
    Canvas canvas(cairo.get(), false);
    layout(canvas);
    if (canvas.error()) return *canvas.error();
    return {};
}

}  // namespace loket::documents
