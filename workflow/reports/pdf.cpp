// All pages of a report in one PDF; `documents::render_pdf` makes single ones.

#include <cairo/cairo-pdf.h>
#include <fmt/format.h>

#include <memory>

#include "workflow/reports/paper.h"

namespace loket::reports {
namespace {

using namespace documents;

constexpr double kPoints = 72.0 / 25.4;

cairo_status_t append(void* closure, const unsigned char* data, unsigned int length) {
    auto& out = *static_cast<Bytes*>(closure);
    out.insert(out.end(), data, data + length);
    return CAIRO_STATUS_SUCCESS;
}

void describe(cairo_surface_t* pdf, const std::string& title, Instant created) {
    const auto time = wib_time(created);
    const auto stamp = fmt::format("{}T{:02}:{:02}:{:02}+07:00", iso_date(time.date), time.hour, time.minute, time.second);
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_TITLE, title.c_str());
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATOR, "Loket");
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATE_DATE, stamp.c_str());
}

Status draw_page(cairo_surface_t* surface, const Drawing& page) {
    cairo_pdf_surface_set_size(surface, page.width * kPoints, page.height * kPoints);
    const std::unique_ptr<cairo_t, decltype(&cairo_destroy)> cairo(cairo_create(surface), cairo_destroy);
    Canvas canvas(cairo.get(), false);
    page.draw(canvas);
    if (canvas.error()) return *canvas.error();
    cairo_show_page(cairo.get());
    const auto status = cairo_status(cairo.get());
    return status == CAIRO_STATUS_SUCCESS ? Status{} : Status{internal(cairo_status_to_string(status))};
}

}  // namespace

Result<Bytes> report_pdf(const Report& report, const OfficeHead& head, Instant created) {
    LOKET_ASSIGN(pages, report_pages(report, head, created));
    Bytes out;
    const std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface(
        cairo_pdf_surface_create_for_stream(append, &out, kA4Width * kPoints, kA4Height * kPoints), cairo_surface_destroy);
    describe(surface.get(), pages.front().title, created);
    for (const auto& page : pages) LOKET_TRY(draw_page(surface.get(), page));
    cairo_surface_finish(surface.get());
    if (const auto status = cairo_surface_status(surface.get()); status != CAIRO_STATUS_SUCCESS)
        return internal(cairo_status_to_string(status));
    return out;
}

}  // namespace loket::reports
