#include "kiosk/ui/triangle.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace loket::ui {

namespace {

using Float4 = float __attribute__((vector_size(16)));

/// A value that changes evenly over the plane: at + x * dx + y * dy.
template <class T>
struct Plane {
    T at{}, dx{}, dy{};
};

Float4 channels(Colour colour) {
    return Float4{static_cast<float>(colour & 0xFF), static_cast<float>(colour >> 8 & 0xFF),
                  static_cast<float>(colour >> 16 & 0xFF), static_cast<float>(colour >> 24)};
}

Colour pack(Float4 value) {
#ifdef __SSE2__
    const __m128 inside = _mm_min_ps(_mm_max_ps(value, _mm_setzero_ps()), _mm_set1_ps(255.f));
    const __m128i whole = _mm_cvttps_epi32(_mm_add_ps(inside, _mm_set1_ps(0.5f)));
    const __m128i shorts = _mm_packs_epi32(whole, whole);
    return static_cast<Colour>(_mm_cvtsi128_si32(_mm_packus_epi16(shorts, shorts)));
#else
    Colour out = 0;
    for (int i = 0; i < 4; ++i)
        out |= static_cast<Colour>(std::min(std::max(0.f, value[i]), 255.f) + 0.5f) << (8 * i);
    return out;
#endif
}

/// Solves a plane through three corners.
class Solver {
  public:
    Solver(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c)
        : origin_(a.pos),
          bx_(b.pos.x - a.pos.x),
          by_(b.pos.y - a.pos.y),
          cx_(c.pos.x - a.pos.x),
          cy_(c.pos.y - a.pos.y) {
        const float area = bx_ * cy_ - cx_ * by_;
        flat_ = std::abs(area) < 1e-6f;
        inverse_ = flat_ ? 0 : 1 / area;
    }
    [[nodiscard]] bool flat() const { return flat_; }

    template <class T>
    [[nodiscard]] Plane<T> plane(T a, T b, T c) const {
        const T dx = ((b - a) * cy_ - (c - a) * by_) * inverse_,
                dy = ((c - a) * bx_ - (b - a) * cx_) * inverse_;
        // Taken at pixel centres.
        return {a + dx * (0.5f - origin_.x) + dy * (0.5f - origin_.y), dx, dy};
    }

  private:
    ImVec2 origin_;
    float bx_, by_, cx_, cy_, inverse_ = 0;
    bool flat_ = false;
};

/// Calls `paint(y, from, to)` for each row of pixels inside the triangle and the clip box.
template <class Paint>
void scan(const Box& clip, std::array<ImVec2, 3> p, Paint paint) {
    std::sort(p.begin(), p.end(),
              [](const ImVec2& l, const ImVec2& r) { return l.y < r.y || (l.y == r.y && l.x < r.x); });
    const float top = std::max(p[0].y, static_cast<float>(clip.top)),
                bottom = std::min(p[2].y, static_cast<float>(clip.bottom));
    if (!(top < bottom)) return;
    const Edge whole(p[0], p[2]), upper(p[0], p[1]), lower(p[1], p[2]);
    const auto left_limit = static_cast<float>(clip.left), right_limit = static_cast<float>(clip.right);
    for (int y = first_centre(top); y < first_centre(bottom); ++y) {
        const float centre = static_cast<float>(y) + 0.5f;
        const auto [left, right] =
            std::minmax({whole.at(centre), (centre < p[1].y ? upper : lower).at(centre)});
        const int from = first_centre(std::min(std::max(left_limit, left), right_limit));
        const int to = first_centre(std::min(std::max(left_limit, right), right_limit));
        if (from < to) paint(y, from, to);
    }
}

/// 1/65536 texel. Slivers have steep planes: the limit keeps later sums within 64 bits, and not-a-number
/// harmless.
std::int64_t fixed(double texels) {
    constexpr double kFar = 1LL << 30;
    return static_cast<std::int64_t>(std::floor(std::min(std::max(-kFar, texels), kFar) * 65536));
}

/// Texture coordinates of a row; texel centres lie at whole numbers.
TexelLine texel_line(const Plane<float>& u, const Plane<float>& v, const TextureView& texture, int y) {
    const double w = texture.width, h = texture.height;
    return {fixed((u.at + static_cast<double>(u.dy) * y) * w - 0.5),
            fixed((v.at + static_cast<double>(v.dy) * y) * h - 0.5), fixed(u.dx * w), fixed(v.dx * h)};
}

bool is_zero(Float4 value) { return value[0] == 0 && value[1] == 0 && value[2] == 0 && value[3] == 0; }

void shade_gradient(Pixel* row, int y, int from, int to, const Plane<Float4>& colour) {
    if (is_zero(colour.dx)) return fill_span(row + from, to - from, pack(colour.at + static_cast<float>(y) * colour.dy));
    for (int x = from; x < to; ++x) {
        const Colour here =
            pack(colour.at + static_cast<float>(x) * colour.dx + static_cast<float>(y) * colour.dy);
        row[x] = blend(row[x], here, here >> 24);
    }
}

void shade_textured_gradient(Pixel* row, int y, int from, int to, const TextureView& texture,
                             const TexelLine& line, const Plane<Float4>& colour) {
    for (int x = from; x < to; ++x) {
        const Colour tint =
            pack(colour.at + static_cast<float>(x) * colour.dx + static_cast<float>(y) * colour.dy);
        textured_span(row + x, x, 1, texture, line, tint);
    }
}

void draw_textured(const Canvas& canvas, const Box& clip, const TextureView& texture, const Solver& solver,
                   const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) {
    const auto u = solver.plane(a.uv.x, b.uv.x, c.uv.x), v = solver.plane(a.uv.y, b.uv.y, c.uv.y);
    const bool one_colour = a.col == b.col && a.col == c.col;
    const auto colour = solver.plane(channels(a.col), channels(b.col), channels(c.col));
    scan(clip, {a.pos, b.pos, c.pos}, [&](int y, int from, int to) {
        const TexelLine line = texel_line(u, v, texture, y);
        if (one_colour)
            textured_span(canvas.row(y) + from, from, to - from, texture, line, a.col);
        else
            shade_textured_gradient(canvas.row(y), y, from, to, texture, line, colour);
    });
}

/// 1:1 and on whole texels: glyphs, unstretched parts of shadows.
bool is_copy(const TexelLine& line, std::int64_t dv) {
    constexpr std::int64_t kOne = 65536, kSlack = 64;
    const auto near_whole = [](std::int64_t value) { return ((value + kSlack) & (kOne - 1)) <= 2 * kSlack; };
    return std::abs(line.du - kOne) <= 1 && std::abs(dv - kOne) <= 1 && near_whole(line.u) &&
           near_whole(line.v);
}

/// Texels along one side of an upright rectangle: at pixel 0 and from pixel to pixel.
struct Axis {
    std::int64_t start, step;
};
Axis texel_axis(double from, double to, double texel_from, double texel_to, int size) {
    const double low = texel_from * size, high = texel_to * size;
    // A single stretched texel has one value, not a mixture with its neighbours.
    if (std::abs(high - low) < 1.01) return {fixed((low + high) / 2 - 0.5 + 1e-4), 0};
    const double step = (high - low) / (to - from);
    return {fixed(low + (0.5 - from) * step - 0.5 + 1e-4), fixed(step + 0.5 / 65536)};
}

void draw_stretched(const Canvas& canvas, const Box& box, const TextureView& texture, TexelLine line,
                    std::int64_t dv, Colour colour) {
    std::vector<std::uint8_t> mask(static_cast<std::size_t>(box.right - box.left));
    const std::int64_t v = line.v;
    for (int y = box.top; y < box.bottom; ++y) {
        line.v = v + y * dv;
        if (y == box.top || dv != 0)
            coverage_span(mask.data(), box.left, line.du == 0 ? 1 : box.right - box.left, texture, line);
        Pixel* row = canvas.row(y) + box.left;
        if (line.du == 0)
            fill_span(row, box.right - box.left, faded(colour, static_cast<float>(mask[0]) / 255));
        else
            mask_span(row, box.right - box.left, mask.data(), colour);
    }
}

}  // namespace

void draw_triangle(const Canvas& canvas, const Box& clip, const TextureView& texture, const ImDrawVert& a,
                   const ImDrawVert& b, const ImDrawVert& c) {
    const Solver solver(a, b, c);
    if (solver.flat()) return;
    if (!is_plain(texture, a, b, c)) {
        draw_textured(canvas, clip, texture, solver, a, b, c);
    } else if (a.col == b.col && a.col == c.col) {
        scan(clip, {a.pos, b.pos, c.pos},
             [&](int y, int from, int to) { fill_span(canvas.row(y) + from, to - from, a.col); });
    } else {
        const auto colour = solver.plane(channels(a.col), channels(b.col), channels(c.col));
        scan(clip, {a.pos, b.pos, c.pos},
             [&](int y, int from, int to) { shade_gradient(canvas.row(y), y, from, to, colour); });
    }
}

void draw_quad(const Canvas& canvas, const Box& clip, const TextureView& texture, const ImDrawVert& a,
               const ImDrawVert& c) {
    const auto edge = [](float value, int low, int high) {
        return first_centre(std::min(std::max(static_cast<float>(low), value), static_cast<float>(high)));
    };
    const Box box{edge(a.pos.x, clip.left, clip.right), edge(a.pos.y, clip.top, clip.bottom),
                  edge(c.pos.x, clip.left, clip.right), edge(c.pos.y, clip.top, clip.bottom)};
    if (box.empty()) return;
    if (same_uv(a, c)) {
        for (int y = box.top; y < box.bottom; ++y)
            fill_span(canvas.row(y) + box.left, box.right - box.left, a.col);
        return;
    }
    const Axis across = texel_axis(a.pos.x, c.pos.x, a.uv.x, c.uv.x, texture.width);
    const Axis down = texel_axis(a.pos.y, c.pos.y, a.uv.y, c.uv.y, texture.height);
    const TexelLine line{across.start, down.start, across.step, 0};
    const std::int64_t step = down.step;
    if (!is_copy(line, step)) return draw_stretched(canvas, box, texture, line, step, a.col);
    const auto from_x = static_cast<int>((line.u + 32768) >> 16),
               from_y = static_cast<int>((line.v + 32768) >> 16);
    const Box inside = intersect(box, {-from_x, -from_y, texture.width - from_x, texture.height - from_y});
    for (int y = inside.top; y < inside.bottom; ++y)
        mask_span(
            canvas.row(y) + inside.left, inside.right - inside.left,
            texture.pixels + static_cast<std::ptrdiff_t>(y + from_y) * texture.width + from_x + inside.left,
            a.col);
}

}  // namespace loket::ui
