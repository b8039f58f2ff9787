#include "workflow/documents/signature.h"

#include <cairo/cairo.h>

#include <algorithm>
#include <cmath>

#include "workflow/documents/surface.h"

namespace loket::documents {
namespace {

using Stroke = std::vector<PenPoint>;

std::vector<Stroke> strokes_of(const std::vector<PenPoint>& points) {
    std::vector<Stroke> strokes(1);
    for (const auto& point : points) {
        const bool sound = std::isfinite(point.x) && std::isfinite(point.y) && std::isfinite(point.pressure);
        if (sound && point.pressure > 0)
            strokes.back().push_back(point);
        else if (sound && !strokes.back().empty())
            strokes.emplace_back();
    }
    std::erase_if(strokes, [](const Stroke& stroke) { return stroke.empty(); });
    return strokes;
}

/// Moves and scales all strokes into the picture, leaving room for the width of the pen.
void fit(std::vector<Stroke>& strokes, int width, int height, double margin) {
    double left = INFINITY, top = INFINITY, right = -INFINITY, bottom = -INFINITY;
    for (const auto& stroke : strokes)
        for (const auto& p : stroke) {
            left = std::min(left, p.x);
            right = std::max(right, p.x);
            top = std::min(top, p.y);
            bottom = std::max(bottom, p.y);
        }
    const double scale = std::min((width - 2 * margin) / std::max(right - left, 1e-9),
                                  (height - 2 * margin) / std::max(bottom - top, 1e-9));
    for (auto& stroke : strokes)
        for (auto& p : stroke) {
            p.x = width / 2.0 + (p.x - (left + right) / 2) * scale;
            p.y = height / 2.0 + (p.y - (top + bottom) / 2) * scale;
        }
}

/// A Catmull-Rom curve through the samples, one Bézier piece between each two, as wide as the pressure says.
void draw(cairo_t* cairo, const Stroke& stroke, double pen) {
    const auto at = [&](std::ptrdiff_t i) {
        return stroke[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(i, 0, std::ssize(stroke) - 1))];
    };
    const std::ptrdiff_t pieces = std::max<std::ptrdiff_t>(1, std::ssize(stroke) - 1);
    for (std::ptrdiff_t i = 0; i < pieces; ++i) {
        const auto p0 = at(i - 1), p1 = at(i), p2 = at(i + 1), p3 = at(i + 2);
        cairo_set_line_width(cairo,
                             pen * (0.45 + 0.55 * std::clamp((p1.pressure + p2.pressure) / 2, 0.0, 1.0)));
        cairo_move_to(cairo, p1.x, p1.y);
        if (stroke.size() == 1)
            cairo_line_to(cairo, p1.x, p1.y);  // a dot: the round cap of a line of no length
        if (stroke.size() > 1)
            cairo_curve_to(cairo, p1.x + (p2.x - p0.x) / 6, p1.y + (p2.y - p0.y) / 6,
                           p2.x - (p3.x - p1.x) / 6, p2.y - (p3.y - p1.y) / 6, p2.x, p2.y);
        cairo_stroke(cairo);
    }
}

}  // namespace

GrayImage signature_image(const std::vector<PenPoint>& points, int width, int height) {
    GrayImage out(std::max(1, width), std::max(1, height), 300);
    auto strokes = strokes_of(points);
    if (strokes.empty()) return out;
    const double pen = std::max(2.0, out.height / 28.0);
    fit(strokes, out.width, out.height, pen);
    const SurfacePtr surface(cairo_image_surface_create(CAIRO_FORMAT_A8, out.width, out.height));
    const ContextPtr cairo(cairo_create(surface.get()));
    cairo_set_line_cap(cairo.get(), CAIRO_LINE_CAP_ROUND);
    for (const auto& stroke : strokes) draw(cairo.get(), stroke, pen);
    cairo_surface_flush(surface.get());
    const auto* data = cairo_image_surface_get_data(surface.get());
    const auto stride = cairo_image_surface_get_stride(surface.get());
    for (int y = 0; y < out.height; ++y)
        for (int x = 0; x < out.width; ++x)
            out.at(x, y) = static_cast<std::uint8_t>(255 - data[static_cast<std::ptrdiff_t>(stride) * y + x]);
    return out;
}

}  // namespace loket::documents
