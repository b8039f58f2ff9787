#include "workflow/documents/ground_mask.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace loket::documents {
namespace {

// Distances in 8-bit RGB. Chosen on plain walls under office light: shading across a wall stays below kFar, sensor noise
// below kStep; skin, hair and scarves differ from the wall by more.
constexpr float kNear = 34;   // a border pixel counts as ground
constexpr float kFar = 62;    // the flood may drift this far from the border's colour
constexpr float kStep = 14;   // ... in steps no larger than this
constexpr double kUniform = 0.85;  // share of the border that must be ground

Rgb colour_at(const RgbaImage& photo, int x, int y) {
    const auto* p = photo.at(x, y);
    return {static_cast<float>(p[0]), static_cast<float>(p[1]), static_cast<float>(p[2])};
}

float distance(const Rgb& a, const Rgb& b) { return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]); }

using Point = std::pair<int, int>;

/// The top edge and the upper half of both sides: shoulders reach the lower half.
std::vector<Point> border_of(const RgbaImage& photo) {
    std::vector<Point> out;
    for (int x = 0; x < photo.width; ++x) out.emplace_back(x, 0);
    for (int y = 1; y < photo.height / 2; ++y) {
        out.emplace_back(0, y);
        out.emplace_back(photo.width - 1, y);
    }
    return out;
}

Rgb median_colour(const RgbaImage& photo, const std::vector<Point>& points) {
    Rgb out{};
    for (std::size_t channel = 0; channel < 3; ++channel) {
        std::vector<float> values;
        values.reserve(points.size());
        for (const auto& [x, y] : points) values.push_back(colour_at(photo, x, y)[channel]);
        const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
        std::nth_element(values.begin(), middle, values.end());
        out[channel] = *middle;
    }
    return out;
}

Plane flood(const RgbaImage& photo, std::vector<Point> open, const Rgb& ground) {
    Plane mask{photo.width, photo.height, std::vector<float>(static_cast<std::size_t>(photo.width) * static_cast<std::size_t>(photo.height), 0)};
    for (const auto& [x, y] : open) mask.at(x, y) = 1;
    while (!open.empty()) {
        const auto [x, y] = open.back();
        open.pop_back();
        const auto here = colour_at(photo, x, y);
        for (const auto& [nx, ny] : {Point{x - 1, y}, Point{x + 1, y}, Point{x, y - 1}, Point{x, y + 1}}) {
            if (nx < 0 || ny < 0 || nx >= photo.width || ny >= photo.height || mask.at(nx, ny) > 0) continue;
            const auto there = colour_at(photo, nx, ny);
            const float off = distance(there, ground);
            if (off > kFar || (off > kNear && distance(there, here) > kStep)) continue;
            mask.at(nx, ny) = 1;
            open.emplace_back(nx, ny);
        }
    }
    return mask;
}

/// Mean along rows; applied twice with a transposition it is a square.
Plane blur_rows_transposed(const Plane& in, int radius) {
    Plane out{in.height, in.width, std::vector<float>(in.values.size())};
    for (int y = 0; y < in.height; ++y) {
        double sum = 0;
        for (int x = 0; x < std::min(radius, in.width); ++x) sum += in.at(x, y);
        for (int x = 0; x < in.width; ++x) {
            if (x + radius < in.width) sum += in.at(x + radius, y);
            if (x - radius - 1 >= 0) sum -= in.at(x - radius - 1, y);
            const int count = std::min(x + radius, in.width - 1) - std::max(x - radius, 0) + 1;
            out.at(y, x) = static_cast<float>(sum / count);
        }
    }
    return out;
}

}  // namespace

Plane box_blur(const Plane& plane, int radius) { return blur_rows_transposed(blur_rows_transposed(plane, radius), radius); }

std::optional<Plane> ground_mask(const RgbaImage& photo) {
    auto border = border_of(photo);
    const auto ground = median_colour(photo, border);
    const auto before = border.size();
    std::erase_if(border, [&](const Point& p) { return distance(colour_at(photo, p.first, p.second), ground) > kNear; });
    if (static_cast<double>(border.size()) < kUniform * static_cast<double>(before)) return std::nullopt;
    return flood(photo, std::move(border), ground);
}

}  // namespace loket::documents
