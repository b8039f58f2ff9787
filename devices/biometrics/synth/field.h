#pragma once
// Grids of numbers and the repeatable noise everything here is made of. Free of OpenCV so that any source can
// include it.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <vector>

namespace loket::biometrics::synth {

/// Rows top to bottom without padding.
struct Field {
    int width = 0;
    int height = 0;
    std::vector<float> values;

    Field() = default;
    Field(int w, int h, float fill = 0)
        : width(w), height(h), values(static_cast<std::size_t>(w) * h, fill) {}
    float* row(int y) { return &values[static_cast<std::size_t>(y) * width]; }
    [[nodiscard]] const float* row(int y) const { return &values[static_cast<std::size_t>(y) * width]; }
    float& at(int x, int y) { return row(y)[x]; }
    [[nodiscard]] float at(int x, int y) const { return row(y)[x]; }
    /// Bilinear; positions outside take the nearest edge.
    [[nodiscard]] float sample(double x, double y) const;
};

struct Point {
    double x = 0, y = 0;
};

inline constexpr double kPi = std::numbers::pi, kDegree = kPi / 180;

inline double clamp01(double v) { return std::clamp(v, 0.0, 1.0); }
inline double mix(double a, double b, double t) { return a + (b - a) * t; }
/// 0 below `low`, 1 above `high`, smooth between.
inline double smoothstep(double low, double high, double v) {
    const double t = clamp01((v - low) / (high - low));
    return t * t * (3 - 2 * t);
}
inline float smoothstep(float low, float high, float v) {
    const float t = std::clamp((v - low) / (high - low), 0.0F, 1.0F);
    return t * t * (3 - 2 * t);
}

/// Independent values, uniform in [-1, 1).
Field white_noise(int width, int height, std::uint64_t seed);
/// Rolling hills about `scale` px across: mean 0, deviation about 1/2, rarely beyond [-1.5, 1.5].
Field smooth_noise(int width, int height, double scale, std::uint64_t seed);
/// Like smooth_noise() with different scales along x and y; with `wraps` the left and right edges join.
Field stretched_noise(int width, int height, double scale_x, double scale_y, std::uint64_t seed,
                      bool wraps = false);
Field resized(const Field& field, int width, int height);
void blur(Field& field, double sigma);

}  // namespace loket::biometrics::synth
