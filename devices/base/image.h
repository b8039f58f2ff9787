#pragma once
// Plain pixel buffers that every floor can pass on without knowing who made or will draw them.

#include <cstdint>
#include <span>
#include <vector>

namespace loket {

/// 8-bit grey, rows top to bottom without padding: pixel (x, y) is pixels[y * width + x]; 0 black, 255 white.
struct GrayImage {
    int width = 0;
    int height = 0;
    int dpi = 500;  ///< resolution the pixels stand for
    std::vector<std::uint8_t> pixels;

    GrayImage() = default;
    GrayImage(int w, int h, int resolution = 500, std::uint8_t fill = 255)
        : width(w), height(h), dpi(resolution), pixels(static_cast<std::size_t>(w) * h, fill) {}
    [[nodiscard]] bool empty() const { return pixels.empty(); }
    std::uint8_t& at(int x, int y) { return pixels[static_cast<std::size_t>(y) * width + x]; }
    [[nodiscard]] std::uint8_t at(int x, int y) const { return pixels[static_cast<std::size_t>(y) * width + x]; }
    bool operator==(const GrayImage&) const = default;
};

/// 8-bit red, green, blue, alpha (straight), rows top to bottom without padding.
struct RgbaImage {
    int width = 0;
    int height = 0;
    int dpi = 96;
    std::vector<std::uint8_t> pixels;

    RgbaImage() = default;
    RgbaImage(int w, int h, int resolution = 96) : width(w), height(h), dpi(resolution), pixels(static_cast<std::size_t>(w) * h * 4, 255) {}
    [[nodiscard]] bool empty() const { return pixels.empty(); }
    std::uint8_t* at(int x, int y) { return &pixels[(static_cast<std::size_t>(y) * width + x) * 4]; }
    [[nodiscard]] const std::uint8_t* at(int x, int y) const { return &pixels[(static_cast<std::size_t>(y) * width + x) * 4]; }
    bool operator==(const RgbaImage&) const = default;
};

}  // namespace loket
