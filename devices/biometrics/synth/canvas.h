#pragma once
// A small painter for the portraits: soft masks laid over a picture of linear floats. Free of OpenCV in its
// interface.

#include <vector>

#include "devices/base/image.h"
#include "devices/biometrics/synth/field.h"

namespace loket::biometrics::synth {

/// Red, green, blue 0 … 1 as displayed (sRGB values).
struct Color {
    float r = 0, g = 0, b = 0;
    Color operator*(double k) const {
        return {static_cast<float>(r * k), static_cast<float>(g * k), static_cast<float>(b * k)};
    }
    Color operator*(const Color& o) const { return {r * o.r, g * o.g, b * o.b}; }
};
inline Color mix(const Color& a, const Color& b, double t) {
    return {static_cast<float>(a.r + (b.r - a.r) * t), static_cast<float>(a.g + (b.g - a.g) * t),
            static_cast<float>(a.b + (b.b - a.b) * t)};
}

/// Coverage 0 … 1 of a part of the picture whose top left corner is (left, top).
struct Mask {
    int left = 0, top = 0;
    Field alpha;

    [[nodiscard]] bool empty() const { return alpha.values.empty(); }
    [[nodiscard]] float at(int x, int y) const {
        const int u = x - left, v = y - top;
        return u < 0 || v < 0 || u >= alpha.width || v >= alpha.height ? 0.0F : alpha.at(u, v);
    }
    /// Removes everything outside `other`.
    void clip(const Mask& other);
    /// Removes everything inside `other`.
    void cut(const Mask& other);
};

/// Shapes in px of the picture; `soft` is the deviation of the blur on their edge, 0 for a crisp, antialiased
/// edge.
Mask polygon(const std::vector<Point>& corners, double soft = 0);
/// A closed smooth curve through the points.
Mask blob(const std::vector<Point>& through, double soft = 0);
Mask ellipse(Point middle, double radius_x, double radius_y, double soft = 0);
/// A brush line, smooth through the points, `begin`, `middle` and `end` px wide.
Mask brush(const std::vector<Point>& through, double begin, double middle, double end, double soft = 0);
/// Many open lines of one width drawn into one mask.
Mask lines(const std::vector<std::vector<Point>>& paths, int thickness);

/// An open Catmull-Rom curve through the points.
std::vector<Point> curve(const std::vector<Point>& through, bool closed = false);

class Canvas {
  public:
    static constexpr int kWidth = 720, kHeight = 960;

    Canvas() : pixels_(static_cast<std::size_t>(kWidth) * kHeight) {}
    Color& at(int x, int y) { return pixels_[static_cast<std::size_t>(y) * kWidth + x]; }

    /// Lays `color` over the picture where the mask is.
    void fill(const Mask& mask, const Color& color, double opacity = 1) {
        paint(
            mask, [&](int, int) { return color; }, opacity);
    }
    /// Multiplies the picture: shadows keep the hue below.
    void shade(const Mask& mask, const Color& factor, double opacity = 1) {
        each(mask, opacity,
             [&](Color& pixel, int, int, float a) { pixel = synth::mix(pixel, pixel * factor, a); });
    }
    /// Like fill() with a colour for each pixel.
    template <class ColorAt>
    void paint(const Mask& mask, ColorAt color_at, double opacity = 1) {
        each(mask, opacity,
             [&](Color& pixel, int x, int y, float a) { pixel = synth::mix(pixel, color_at(x, y), a); });
    }
    /// Moves every pixel sideways: (x, y) takes the colour at (x + shift(x, y), y).
    void slide(const Field& shift);
    void blur(double sigma);
    [[nodiscard]] RgbaImage expose(double brightness, double grain, std::uint64_t seed) const;

  private:
    template <class Change>
    void each(const Mask& mask, double opacity, Change change) {
        const int x0 = std::max(0, mask.left), x1 = std::min(kWidth, mask.left + mask.alpha.width);
        const int y0 = std::max(0, mask.top), y1 = std::min(kHeight, mask.top + mask.alpha.height);
        for (int y = y0; y < y1; ++y) {
            for (int x = x0; x < x1; ++x) {
                const auto a = static_cast<float>(mask.alpha.at(x - mask.left, y - mask.top) * opacity);
                if (a > 0.002F) change(at(x, y), x, y, a);
            }
        }
    }

    std::vector<Color> pixels_;
};

}  // namespace loket::biometrics::synth
