#pragma once
// The inner loops of the rasteriser: rows of 32-bit pixels (red in the low byte). All arithmetic is integer
// and gives the same result for a pixel wherever its row was started, so that clipped and whole drawings are
// equal.

#include <cstdint>

#include "kiosk/ui/colour.h"
#include "kiosk/ui/textures.h"

namespace loket::ui {

using Pixel = std::uint32_t;

/// `source` over the opaque `ground` at 0 … 255; the result is opaque. Two channels a multiplication.
inline Pixel blend(Pixel ground, Pixel source, std::uint32_t alpha) {
    const std::uint32_t rest = 255 - alpha;
    std::uint32_t rb = (ground & 0x00FF00FF) * rest + (source & 0x00FF00FF) * alpha + 0x00800080;
    std::uint32_t ga =
        (ground >> 8 & 0x00FF00FF) * rest + ((source >> 8 & 0xFF) | 0x00FF0000) * alpha + 0x00800080;
    rb = (rb + (rb >> 8 & 0x00FF00FF)) >> 8 & 0x00FF00FF;
    ga = (ga + (ga >> 8 & 0x00FF00FF)) & 0xFF00FF00;
    return rb | ga;
}

/// a * b / 255, rounded.
inline std::uint32_t scale255(std::uint32_t a, std::uint32_t b) {
    const std::uint32_t t = a * b + 128;
    return (t + (t >> 8)) >> 8;
}

/// One colour (with its alpha) over `count` pixels.
void fill_span(Pixel* row, int count, Colour colour);
/// One colour through a row of coverage.
void mask_span(Pixel* row, int count, const std::uint8_t* mask, Colour colour);

/// Texture coordinates along a row in 1/65536 texel, counted from pixel 0 of the picture.
struct TexelLine {
    std::int64_t u = 0, v = 0, du = 0, dv = 0;
};
/// Bilinear, clamped at the edges, tinted.
void textured_span(Pixel* row, int from, int count, const TextureView& texture, const TexelLine& line,
                   Colour tint);
/// Coverage of an alpha-only texture along a row.
void coverage_span(std::uint8_t* mask, int from, int count, const TextureView& texture,
                   const TexelLine& line);

}  // namespace loket::ui
