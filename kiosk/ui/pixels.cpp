#include "kiosk/ui/pixels.h"

#include <algorithm>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

// The dimmed page behind a dialog alone is two million blended pixels: twice as fast where the processor has wide registers, chosen at start.
#ifdef __x86_64__
#define LOKET_WIDE [[gnu::target_clones("avx2", "default")]]
#else
#define LOKET_WIDE
#endif

namespace loket::ui {

/// Eight pixels at a time: (ground * rest + source * alpha + 128) / 255, the arithmetic of blend(). Returns how many it did.
LOKET_WIDE int fill_by_eight(Pixel* row, int count, Colour colour) {
    constexpr int kPixels = 8, kBytes = kPixels * 4;
    using Bytes = std::uint8_t __attribute__((vector_size(kBytes)));
    using Words = std::uint16_t __attribute__((vector_size(kBytes * 2)));
    const std::uint32_t alpha = colour >> 24;
    const auto rest = static_cast<std::uint16_t>(255 - alpha);
    Words source;
    for (int i = 0; i < kBytes; ++i)
        source[i] = static_cast<std::uint16_t>((i % 4 == 3 ? 255 : colour >> 8 * (i % 4) & 0xFF) * alpha + 128);
    int x = 0;
    for (; x + kPixels <= count; x += kPixels) {
        Bytes ground;
        std::memcpy(&ground, row + x, sizeof ground);
        Words sum = __builtin_convertvector(ground, Words) * rest + source;
        sum = (sum + (sum >> 8)) >> 8;
        ground = __builtin_convertvector(sum, Bytes);
        std::memcpy(row + x, &ground, sizeof ground);
    }
    return x;
}

namespace {

#ifdef __SSE2__
/// scale255 of eight numbers at once.
__m128i scale_eight(__m128i a, __m128i b) {
    const __m128i t = _mm_add_epi16(_mm_mullo_epi16(a, b), _mm_set1_epi16(128));
    return _mm_srli_epi16(_mm_add_epi16(t, _mm_srli_epi16(t, 8)), 8);
}

/// Two pixels of `solid` at 16 bits a channel over `ground`, each as far as its coverage (four times the same) says.
__m128i cover2(__m128i ground, __m128i solid, __m128i cover) {
    const __m128i rest = _mm_sub_epi16(_mm_set1_epi16(255), cover);
    const __m128i sum = _mm_add_epi16(_mm_add_epi16(_mm_mullo_epi16(ground, rest), _mm_mullo_epi16(solid, cover)), _mm_set1_epi16(128));
    return _mm_srli_epi16(_mm_add_epi16(sum, _mm_srli_epi16(sum, 8)), 8);
}

int mask_by_four(Pixel* row, int count, const std::uint8_t* mask, Colour colour) {
    const __m128i zero = _mm_setzero_si128(), alpha = _mm_set1_epi16(static_cast<short>(colour >> 24));
    const __m128i all = _mm_set1_epi32(static_cast<int>(colour | 0xFF000000)), solid = _mm_unpacklo_epi8(all, zero);
    const bool opaque = colour >> 24 == 255;
    int x = 0;
    for (; x + 4 <= count; x += 4) {
        std::uint32_t four;
        std::memcpy(&four, mask + x, sizeof four);
        if (four == 0) continue;
        auto* at = reinterpret_cast<__m128i*>(row + x);
        if (opaque && four == 0xFFFFFFFF) {
            _mm_storeu_si128(at, all);
            continue;
        }
        __m128i cover = _mm_unpacklo_epi8(_mm_cvtsi32_si128(static_cast<int>(four)), zero);
        if (!opaque) cover = scale_eight(cover, alpha);
        const __m128i twice = _mm_unpacklo_epi16(cover, cover), ground = _mm_loadu_si128(at);
        const __m128i lo = cover2(_mm_unpacklo_epi8(ground, zero), solid, _mm_unpacklo_epi32(twice, twice));
        const __m128i hi = cover2(_mm_unpackhi_epi8(ground, zero), solid, _mm_unpackhi_epi32(twice, twice));
        _mm_storeu_si128(at, _mm_packus_epi16(lo, hi));
    }
    return x;
}
#else
int mask_by_four(Pixel*, int, const std::uint8_t*, Colour) { return 0; }
#endif

/// a + (b - a) * weight / 256 for the two bytes at bits 0 and 16.
std::uint32_t lerp2(std::uint32_t a, std::uint32_t b, std::uint32_t weight) {
    return ((a * (256 - weight) + b * weight) >> 8) & 0x00FF00FF;
}

Pixel lerp(Pixel a, Pixel b, std::uint32_t weight) {
    return lerp2(a & 0x00FF00FF, b & 0x00FF00FF, weight) |
           lerp2(a >> 8 & 0x00FF00FF, b >> 8 & 0x00FF00FF, weight) << 8;
}

/// The two texels around a coordinate and the weight of the second.
struct Pair {
    int first, second;
    std::uint32_t weight;
    Pair(std::int64_t at, int size) {
        const std::int64_t limit = static_cast<std::int64_t>(size - 1) << 16;
        const std::int64_t inside = std::clamp<std::int64_t>(at, 0, limit);
        first = static_cast<int>(inside >> 16);
        second = std::min(first + 1, size - 1);
        weight = static_cast<std::uint32_t>(inside >> 8 & 0xFF);
    }
};

const std::uint8_t* texel_row(const TextureView& texture, int y) {
    return texture.pixels + static_cast<std::size_t>(y) * static_cast<std::size_t>(texture.width) * 4;
}

Pixel texel(const std::uint8_t* row, int x) {
    Pixel pixel;
    std::memcpy(&pixel, row + static_cast<std::size_t>(x) * 4, sizeof pixel);
    return pixel;
}

std::uint32_t coverage(const TextureView& texture, int x, int y) {
    return texture.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(texture.width) +
                          static_cast<std::size_t>(x)];
}

std::uint32_t sample_coverage(const TextureView& texture, std::int64_t u, std::int64_t v) {
    const Pair x(u, texture.width), y(v, texture.height);
    const auto across = [&](int row) {
        return coverage(texture, x.first, row) * (256 - x.weight) +
               coverage(texture, x.second, row) * x.weight;
    };
    return (across(y.first) * (256 - y.weight) + across(y.second) * y.weight + 32768) >> 16;
}

Pixel sample_rows(const std::uint8_t* upper, const std::uint8_t* lower, std::uint32_t weight, const Pair& x) {
    return lerp(lerp(texel(upper, x.first), texel(upper, x.second), x.weight),
                lerp(texel(lower, x.first), texel(lower, x.second), x.weight), weight);
}

Pixel sample_colour(const TextureView& texture, std::int64_t u, std::int64_t v) {
    if (texture.alpha_only) return 0x00FFFFFF | sample_coverage(texture, u, v) << 24;
    const Pair y(v, texture.height);
    return sample_rows(texel_row(texture, y.first), texel_row(texture, y.second), y.weight,
                       Pair(u, texture.width));
}

Pixel tinted(Pixel pixel, Colour tint) {
    Pixel out = 0;
    for (unsigned shift = 0; shift < 32; shift += 8)
        out |= scale255(pixel >> shift & 0xFF, tint >> shift & 0xFF) << shift;
    return out;
}

/// An upright picture without tint, the usual case: both texel rows are the same for the whole span.
void upright_span(Pixel* row, int from, int count, const TextureView& texture, const TexelLine& line) {
    const Pair y(line.v, texture.height);
    const std::uint8_t *upper = texel_row(texture, y.first), *lower = texel_row(texture, y.second);
    std::int64_t u = line.u + from * line.du;
    for (int i = 0; i < count; ++i, u += line.du) {
        const Pixel pixel = sample_rows(upper, lower, y.weight, Pair(u, texture.width));
        row[i] = pixel >> 24 == 255 ? pixel : blend(row[i], pixel, pixel >> 24);
    }
}

}  // namespace

void fill_span(Pixel* row, int count, Colour colour) {
    const std::uint32_t alpha = colour >> 24;
    if (alpha == 255) {
        std::fill_n(row, count, colour);
        return;
    }
    if (alpha == 0) return;
    for (int x = fill_by_eight(row, count, colour); x < count; ++x) row[x] = blend(row[x], colour, alpha);
}

void mask_span(Pixel* row, int count, const std::uint8_t* mask, Colour colour) {
    const std::uint32_t alpha = colour >> 24;
    const Pixel solid = colour | 0xFF000000;
    for (int x = mask_by_four(row, count, mask, colour); x < count; ++x) {
        const std::uint32_t cover = alpha == 255 ? mask[x] : scale255(mask[x], alpha);
        if (cover == 255)
            row[x] = solid;
        else if (cover != 0)
            row[x] = blend(row[x], solid, cover);
    }
}

void textured_span(Pixel* row, int from, int count, const TextureView& texture, const TexelLine& line,
                   Colour tint) {
    if (line.dv == 0 && !texture.alpha_only && tint == 0xFFFFFFFF)
        return upright_span(row, from, count, texture, line);
    const bool plain = tint == 0xFFFFFFFF;
    for (int i = 0; i < count; ++i) {
        const std::int64_t x = from + i;
        Pixel pixel = sample_colour(texture, line.u + x * line.du, line.v + x * line.dv);
        if (!plain) pixel = tinted(pixel, tint);
        row[i] = blend(row[i], pixel, pixel >> 24);
    }
}

void coverage_span(std::uint8_t* mask, int from, int count, const TextureView& texture,
                   const TexelLine& line) {
    for (int i = 0; i < count; ++i) {
        const std::int64_t x = from + i;
        mask[i] =
            static_cast<std::uint8_t>(sample_coverage(texture, line.u + x * line.du, line.v + x * line.dv));
    }
}

}  // namespace loket::ui
