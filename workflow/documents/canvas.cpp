#include "workflow/documents/canvas.h"

#include <cairo/cairo.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "workflow/documents/barcode.h"
#include "workflow/documents/pango_text.h"
#include "workflow/documents/qr.h"
#include "workflow/documents/surface.h"

namespace loket::documents {
namespace {

constexpr double kPoints = 72.0 / 25.4;  // points in a millimetre

void set_colour(cairo_t* cairo, Colour c) {
    cairo_set_source_rgba(cairo, c.r / 255.0, c.g / 255.0, c.b / 255.0, c.alpha);
}

void rounded_path(cairo_t* cairo, const Rect& mm, double radius_mm) {
    const double x = mm.x * kPoints, y = mm.y * kPoints, w = mm.w * kPoints, h = mm.h * kPoints;
    const double r = std::min({radius_mm * kPoints, w / 2, h / 2});
    if (r <= 0) return cairo_rectangle(cairo, x, y, w, h);
    constexpr double kQuarter = std::numbers::pi / 2;
    cairo_new_sub_path(cairo);
    cairo_arc(cairo, x + w - r, y + r, r, -kQuarter, 0);
    cairo_arc(cairo, x + w - r, y + h - r, r, 0, kQuarter);
    cairo_arc(cairo, x + r, y + h - r, r, kQuarter, 2 * kQuarter);
    cairo_arc(cairo, x + r, y + r, r, 2 * kQuarter, 3 * kQuarter);
    cairo_close_path(cairo);
}

void points_path(cairo_t* cairo, std::initializer_list<std::pair<double, double>> points) {
    for (const auto& [x, y] : points) cairo_line_to(cairo, x * kPoints, y * kPoints);
}

Rect to_mm(const PangoRectangle& r, double x, double y) {
    constexpr double kScale = kPoints * PANGO_SCALE;
    return {x + r.x / kScale, y + r.y / kScale, r.width / kScale, r.height / kScale};
}

double top_of(const Rect& box, VAlign valign, double used) {
    if (box.h <= 0 || valign == VAlign::Top) return box.y;
    return valign == VAlign::Middle ? box.y + (box.h - used) / 2 : box.bottom() - used;
}

}  // namespace

Canvas::Canvas(cairo_t* context, bool raster)
    : cairo_(context), pango_(make_text_context(context)), raster_(raster) {}
Canvas::~Canvas() { g_object_unref(pango_); }

void Canvas::fail(Error error) {
    if (!error_) error_ = std::move(error);
}

bool Canvas::have(const Font& font) {
    if (font.family.empty() || present_.contains(font.family)) return true;
    auto present = require_font(pango_, font);
    if (!present) fail(present.error());
    if (present) present_.insert(font.family);
    return present.ok();
}

Placed Canvas::place(const Rect& box, std::string_view text, const TextStyle& style, bool draw) {
    if (error_) return {};
    if (!have(style.font) || !have(style.narrow)) return {};
    const auto clean = clean_text(text, style.max_lines <= 0);
    const auto fitted = fit_text(pango_, clean, style, box.w * kPoints, box.h * kPoints);
    PangoRectangle ink, logical;
    pango_layout_get_extents(fitted.layout.get(), &ink, &logical);
    const double y = top_of(box, style.valign, logical.height / (kPoints * PANGO_SCALE));
    if (draw) {
        set_colour(cairo_, style.colour);
        cairo_move_to(cairo_, box.x * kPoints, y * kPoints);
        pango_cairo_show_layout(cairo_, fitted.layout.get());
    }
    const Rect used{box.x, y, box.w, logical.height / (kPoints * PANGO_SCALE)};
    return {used, to_mm(ink, box.x, y), fitted.size, fitted.lines, fitted.shortened};
}

Placed Canvas::text(const Rect& box, std::string_view text, const TextStyle& style) {
    return place(box, text, style, true);
}
Placed Canvas::measure(const Rect& box, std::string_view text, const TextStyle& style) {
    return place(box, text, style, false);
}

void Canvas::mark(const Rect& area, std::string_view text, const TextStyle& style, double degrees) {
    cairo_save(cairo_);
    cairo_translate(cairo_, (area.x + area.w / 2) * kPoints, (area.y + area.h / 2) * kPoints);
    cairo_rotate(cairo_, -degrees * std::numbers::pi / 180);
    auto centred = style;
    centred.align = Align::Centre;
    centred.valign = VAlign::Middle;
    const double reach = std::hypot(area.w, area.h);
    place({-reach / 2, -reach / 2, reach, reach}, text, centred, true);
    cairo_restore(cairo_);
}

void Canvas::line(double x1, double y1, double x2, double y2, double width, Colour colour, double dash) {
    const double pattern = dash * kPoints;
    cairo_save(cairo_);
    set_colour(cairo_, colour);
    cairo_set_line_width(cairo_, width * kPoints);
    if (dash > 0) cairo_set_dash(cairo_, &pattern, 1, 0);
    cairo_move_to(cairo_, x1 * kPoints, y1 * kPoints);
    cairo_line_to(cairo_, x2 * kPoints, y2 * kPoints);
    cairo_stroke(cairo_);
    cairo_restore(cairo_);
}

void Canvas::fill(const Rect& box, Colour colour, double radius) {
    set_colour(cairo_, colour);
    rounded_path(cairo_, box, radius);
    cairo_fill(cairo_);
}

void Canvas::frame(const Rect& box, double width, Colour colour, double radius) {
    set_colour(cairo_, colour);
    cairo_set_line_width(cairo_, width * kPoints);
    rounded_path(cairo_, box.inset(width / 2), radius);
    cairo_stroke(cairo_);
}

void Canvas::polygon(std::initializer_list<std::pair<double, double>> points, Colour colour) {
    set_colour(cairo_, colour);
    points_path(cairo_, points);
    cairo_fill(cairo_);
}

void Canvas::polyline(std::initializer_list<std::pair<double, double>> points, double width, Colour colour) {
    set_colour(cairo_, colour);
    cairo_set_line_width(cairo_, width * kPoints);
    cairo_set_line_cap(cairo_, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cairo_, CAIRO_LINE_JOIN_ROUND);
    points_path(cairo_, points);
    cairo_stroke(cairo_);
    cairo_set_line_cap(cairo_, CAIRO_LINE_CAP_BUTT);
    cairo_set_line_join(cairo_, CAIRO_LINE_JOIN_MITER);
}

void Canvas::paint_image(const Rect& box, int width, int height, const std::function<void()>& paint) {
    const double scale = std::min(box.w / width, box.h / height) * kPoints;
    cairo_save(cairo_);
    cairo_translate(cairo_, (box.x + box.w / 2) * kPoints - width * scale / 2,
                    (box.y + box.h / 2) * kPoints - height * scale / 2);
    cairo_scale(cairo_, scale, scale);
    paint();
    cairo_restore(cairo_);
}

void Canvas::image(const Rect& box, const RgbaImage& image) {
    if (error_ || image.empty()) return;
    const auto surface = surface_of(image);
    paint_image(box, image.width, image.height, [&] {
        cairo_set_source_surface(cairo_, surface.get(), 0, 0);
        cairo_pattern_set_filter(cairo_get_source(cairo_), CAIRO_FILTER_BEST);
        // Padding keeps the rim of the photo from fading into the paper.
        cairo_pattern_set_extend(cairo_get_source(cairo_), CAIRO_EXTEND_PAD);
        cairo_rectangle(cairo_, 0, 0, image.width, image.height);
        cairo_fill(cairo_);
    });
}

void Canvas::ink(const Rect& box, const GrayImage& image, Colour colour) {
    if (error_ || image.empty()) return;
    const auto surface = ink_surface_of(image);
    paint_image(box, image.width, image.height, [&] {
        set_colour(cairo_, colour);
        cairo_mask_surface(cairo_, surface.get(), 0, 0);
    });
}

void Canvas::qr(const Rect& box, std::string_view content) {
    if (error_) return;
    auto code = encode_qr(content);
    if (!code) return fail(code.error());
    constexpr int kQuiet = 4;  // modules, ISO/IEC 18004 §9.1
    double scale_x = 1, scale_y = 1;
    cairo_user_to_device_distance(cairo_, &scale_x, &scale_y);
    const int modules = code->size + 2 * kQuiet;
    const double whole = std::floor(box.w * kPoints * scale_x / modules);
    const double module = raster_ && whole >= 1 ? whole / scale_x : box.w * kPoints / modules;
    const auto snap = [&](double at) { return raster_ ? std::round(at * scale_x) / scale_x : at; };
    const double margin = module * kQuiet + (box.w * kPoints - module * modules) / 2;
    const double left = snap(box.x * kPoints + margin), top = snap(box.y * kPoints + margin);
    set_colour(cairo_, kBlack);
    for (int y = 0; y < code->size; ++y)
        for (int x = 0; x < code->size; ++x)
            if (code->dark(x, y))
                cairo_rectangle(cairo_, left + x * module, top + y * module, module, module);
    cairo_fill(cairo_);
}

void Canvas::barcode(const Rect& box, std::string_view content) {
    if (error_) return;
    auto bars = encode_code128(content);
    if (!bars) return fail(bars.error());
    constexpr int kQuiet = 10;  // modules, ISO/IEC 15417 §4.4
    int modules = 2 * kQuiet;
    for (const int width : *bars) modules += width;
    double scale_x = 1, scale_y = 1;
    cairo_user_to_device_distance(cairo_, &scale_x, &scale_y);
    const double whole = std::floor(box.w * kPoints * scale_x / modules);
    const double module = raster_ && whole >= 1 ? whole / scale_x : box.w * kPoints / modules;
    double x = box.x * kPoints + (box.w * kPoints - module * modules) / 2 + module * kQuiet;
    if (raster_) x = std::round(x * scale_x) / scale_x;
    set_colour(cairo_, kBlack);
    bool dark = true;
    for (const int width : *bars) {
        if (dark) cairo_rectangle(cairo_, x, box.y * kPoints, module * width, box.h * kPoints);
        x += module * width;
        dark = !dark;
    }
    cairo_fill(cairo_);
}

}  // namespace loket::documents
