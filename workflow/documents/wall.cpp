#include "workflow/documents/wall.h"

#include <algorithm>
#include <cmath>

namespace loket::documents {
namespace {

template <std::size_t N>
using System = std::array<std::array<double, N + 3>, N>;  // normal equations, one right-hand side a channel

/// Gauss-Jordan elimination with pivots; false if the equations depend on each other.
template <std::size_t N>
bool eliminate(System<N>& m) {
    for (std::size_t column = 0; column < N; ++column) {
        std::size_t pivot = column;
        for (std::size_t row = column; row < N; ++row)
            if (std::abs(m[row][column]) > std::abs(m[pivot][column])) pivot = row;
        if (std::abs(m[pivot][column]) < 1e-9) return false;
        std::swap(m[pivot], m[column]);
        for (std::size_t row = 0; row < N; ++row) {
            if (row == column) continue;
            const double factor = m[row][column] / m[column][column];
            for (std::size_t k = column; k < N + 3; ++k) m[row][k] -= factor * m[column][k];
        }
    }
    return true;
}

}  // namespace

Rgb colour_at(const RgbaImage& photo, int x, int y) {
    const auto* p = photo.at(x, y);
    return {static_cast<float>(p[0]), static_cast<float>(p[1]), static_cast<float>(p[2])};
}

float distance(const Rgb& a, const Rgb& b) { return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]); }

Wall::Terms Wall::terms(int x, int y) const {
    const double u = x / half_width_ - 1, v = y / half_height_ - 1;
    return {1, u, v, u * u, u * v, v * v};
}

Rgb Wall::at(int x, int y) const {
    const auto t = terms(x, y);
    Rgb out{};
    for (std::size_t c = 0; c < 3; ++c) {
        double sum = 0;
        for (std::size_t k = 0; k < kTerms; ++k) sum += factors_[c][k] * t[k];
        out[c] = static_cast<float>(sum);
    }
    return out;
}

float Wall::tolerance() const { return std::clamp(3 * spread_ + 3, 8.0F, 28.0F); }

bool Wall::solve(const RgbaImage& photo, const std::vector<Point>& points) {
    System<kTerms> m{};
    for (const auto& [x, y] : points) {
        const auto t = terms(x, y);
        const auto colour = colour_at(photo, x, y);
        for (std::size_t row = 0; row < kTerms; ++row) {
            for (std::size_t k = 0; k < kTerms; ++k) m[row][k] += t[row] * t[k];
            for (std::size_t c = 0; c < 3; ++c) m[row][kTerms + c] += t[row] * static_cast<double>(colour[c]);
        }
    }
    if (points.size() < kTerms || !eliminate<kTerms>(m)) return false;
    for (std::size_t c = 0; c < 3; ++c)
        for (std::size_t k = 0; k < kTerms; ++k) factors_[c][k] = m[k][kTerms + c] / m[k][k];
    double squares = 0;
    for (const auto& [x, y] : points)
        squares += std::pow(static_cast<double>(distance(colour_at(photo, x, y), at(x, y))), 2);
    spread_ = static_cast<float>(std::sqrt(squares / static_cast<double>(points.size())));
    return true;
}

std::optional<Wall> Wall::fit(const RgbaImage& photo, const std::vector<Point>& points) {
    Wall wall;
    wall.half_width_ = photo.width / 2.0;
    wall.half_height_ = photo.height / 2.0;
    if (!wall.solve(photo, points)) return std::nullopt;
    auto kept = points;
    std::erase_if(kept, [&](const Point& p) {
        return distance(colour_at(photo, p.first, p.second), wall.at(p.first, p.second)) >
               2 * wall.spread_ + 2;
    });
    if (!wall.solve(photo, kept)) return std::nullopt;
    return wall;
}

}  // namespace loket::documents
