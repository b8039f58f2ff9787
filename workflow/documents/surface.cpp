#include "workflow/documents/surface.h"

#include <cstring>

namespace loket::documents {
namespace {

std::uint32_t premultiplied(const std::uint8_t* rgba) {
    const std::uint32_t a = rgba[3];
    const auto part = [&](std::uint32_t value) { return (value * a + 127) / 255; };
    return a << 24 | part(rgba[0]) << 16 | part(rgba[1]) << 8 | part(rgba[2]);
}

void straight(std::uint32_t argb, std::uint8_t* rgba) {
    const std::uint32_t a = argb >> 24;
    const auto part = [&](int shift) {
        return static_cast<std::uint8_t>(a == 0 ? 0 : ((argb >> shift & 0xff) * 255 + a / 2) / a);
    };
    rgba[0] = part(16);
    rgba[1] = part(8);
    rgba[2] = part(0);
    rgba[3] = static_cast<std::uint8_t>(a);
}

bool opaque(const RgbaImage& image) {
    for (std::size_t i = 3; i < image.pixels.size(); i += 4)
        if (image.pixels[i] != 255) return false;
    return true;
}

unsigned char* row_of(cairo_surface_t* surface, int y) {
    return cairo_image_surface_get_data(surface) +
           static_cast<std::ptrdiff_t>(cairo_image_surface_get_stride(surface)) * y;
}

}  // namespace

SurfacePtr surface_of(const RgbaImage& image) {
    const auto format = opaque(image) ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32;
    SurfacePtr surface(cairo_image_surface_create(format, image.width, image.height));
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) {
            const auto pixel = premultiplied(image.at(x, y));
            std::memcpy(row_of(surface.get(), y) + 4 * x, &pixel, 4);
        }
    cairo_surface_mark_dirty(surface.get());
    return surface;
}

SurfacePtr ink_surface_of(const GrayImage& image) {
    SurfacePtr surface(cairo_image_surface_create(CAIRO_FORMAT_A8, image.width, image.height));
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x)
            row_of(surface.get(), y)[x] = static_cast<unsigned char>(255 - image.at(x, y));
    cairo_surface_mark_dirty(surface.get());
    return surface;
}

RgbaImage image_of(cairo_surface_t* surface, int dpi) {
    cairo_surface_flush(surface);
    RgbaImage image(cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface), dpi);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) {
            std::uint32_t pixel = 0;
            std::memcpy(&pixel, row_of(surface, y) + 4 * x, 4);
            straight(pixel, image.at(x, y));
        }
    return image;
}

}  // namespace loket::documents
