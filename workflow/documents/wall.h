#pragma once
// The plain wall behind a portrait as a smooth surface of colour; private to this folder.

#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "devices/base/image.h"

namespace loket::documents {

using Rgb = std::array<float, 3>;
using Point = std::pair<int, int>;

Rgb colour_at(const RgbaImage& photo, int x, int y);
float distance(const Rgb& a, const Rgb& b);

/// A wall is lit unevenly but smoothly: each channel is a quadratic of the place in the picture.
class Wall {
  public:
    /// Least squares through the points, twice, the second time without outliers; nothing if they do not
    /// define a surface.
    static std::optional<Wall> fit(const RgbaImage& photo, const std::vector<Point>& points);

    [[nodiscard]] Rgb at(int x, int y) const;
    /// How far, in 8-bit RGB, a pixel of this wall may lie from the surface: what its noise asks for, within
    /// bounds.
    [[nodiscard]] float tolerance() const;
    /// Root mean square distance of the fitted points from the surface.
    [[nodiscard]] float spread() const { return spread_; }

  private:
    static constexpr std::size_t kTerms = 6;
    using Terms = std::array<double, kTerms>;
    [[nodiscard]] Terms terms(int x, int y) const;
    bool solve(const RgbaImage& photo, const std::vector<Point>& points);

    double half_width_ = 1, half_height_ = 1;
    std::array<Terms, 3> factors_{};
    float spread_ = 0;
};

}  // namespace loket::documents
