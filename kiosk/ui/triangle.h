#pragma once
// Scan conversion of one triangle or one upright rectangle. A pixel belongs to the shape that covers its
// centre; shapes that share an edge neither overlap nor leave a gap.

#include <imgui.h>

#include <algorithm>

#include "kiosk/ui/pixels.h"
#include "kiosk/ui/tiles.h"

namespace loket::ui {

struct Canvas {
    Pixel* pixels = nullptr;
    int width = 0;
    [[nodiscard]] Pixel* row(int y) const { return pixels + static_cast<std::ptrdiff_t>(y) * width; }
};

/// Limits a coordinate so that no later conversion to int can overflow; not-a-number becomes the lower limit.
inline int to_pixel(float value) {
    constexpr float kFar = 1 << 20;
    return static_cast<int>(std::min(std::max(-kFar, value), kFar));
}

/// The first pixel whose centre is at or right of `edge`; `edge` within ±2^30.
inline int first_centre(float edge) {
    const float shifted = edge - 0.5f;
    const int whole = static_cast<int>(shifted);
    return whole + (shifted > static_cast<float>(whole) ? 1 : 0);
}

/// x where the edge from the upper to the lower end crosses `y`. Both owners of an edge compute the very same
/// number.
struct Edge {
    float x, y, slope;
    Edge(const ImVec2& upper, const ImVec2& lower)
        : x(upper.x), y(upper.y), slope(lower.y > upper.y ? (lower.x - upper.x) / (lower.y - upper.y) : 0) {}
    [[nodiscard]] float at(float row) const { return x + (row - y) * slope; }
};

inline bool same_uv(const ImDrawVert& a, const ImDrawVert& b) { return a.uv.x == b.uv.x && a.uv.y == b.uv.y; }

/// Shapes without a picture use one opaque texel of the atlas.
inline bool is_plain(const TextureView& texture, const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) {
    return texture.alpha_only && same_uv(a, b) && same_uv(a, c);
}

void draw_triangle(const Canvas& canvas, const Box& clip, const TextureView& texture, const ImDrawVert& a,
                   const ImDrawVert& b, const ImDrawVert& c);
/// An upright rectangle of one colour with corners `a` (left top) and `c` (right bottom); the texture must be
/// alpha-only.
void draw_quad(const Canvas& canvas, const Box& clip, const TextureView& texture, const ImDrawVert& a,
               const ImDrawVert& c);

}  // namespace loket::ui
