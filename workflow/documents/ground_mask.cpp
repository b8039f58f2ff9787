#include "workflow/documents/ground_mask.h"

#include <algorithm>

namespace loket::documents {
namespace {

constexpr float kPlainSpread = 10;    // noise and texture of a wall that still counts as plain, 8-bit RGB
constexpr double kPlainShare = 0.85;  // share of the border that must be wall: an ear or a hat may touch it

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

bool on_wall(const RgbaImage& photo, const Wall& wall, const Point& p) {
    return distance(colour_at(photo, p.first, p.second), wall.at(p.first, p.second)) <= wall.tolerance();
}

Plane flood(const RgbaImage& photo, std::vector<Point> open, const Wall& wall) {
    Plane mask{photo.width, photo.height,
               std::vector<float>(
                   static_cast<std::size_t>(photo.width) * static_cast<std::size_t>(photo.height), 0)};
    std::erase_if(open, [&](const Point& p) { return !on_wall(photo, wall, p); });
    for (const auto& [x, y] : open) mask.at(x, y) = 1;
    while (!open.empty()) {
        const auto [x, y] = open.back();
        open.pop_back();
        for (const auto& next : {Point{x - 1, y}, Point{x + 1, y}, Point{x, y - 1}, Point{x, y + 1}}) {
            const auto [nx, ny] = next;
            if (nx < 0 || ny < 0 || nx >= photo.width || ny >= photo.height || mask.at(nx, ny) > 0 ||
                !on_wall(photo, wall, next))
                continue;
            mask.at(nx, ny) = 1;
            open.push_back(next);
        }
    }
    return mask;
}

/// A sample of the flooded pixels, to learn the wall where the border does not show it.
std::vector<Point> sample(const Plane& mask) {
    constexpr int kEvery = 7;
    std::vector<Point> out;
    for (int y = 0; y < mask.height; y += kEvery)
        for (int x = 0; x < mask.width; x += kEvery)
            if (mask.at(x, y) > 0) out.emplace_back(x, y);
    return out;
}

/// Specks of noise that the flood went around become ground, too.
void close_specks(Plane& mask) {
    const auto around = box_blur(mask, 2);
    for (std::size_t i = 0; i < mask.values.size(); ++i)
        if (around.values[i] > 0.87F) mask.values[i] = 1;
}

/// Mean along rows; applied twice with a transposition it is a square.
Plane blur_rows_transposed(const Plane& in, int radius) {
    Plane out{in.height, in.width, std::vector<float>(in.values.size())};
    for (int y = 0; y < in.height; ++y) {
        double sum = 0;
        for (int x = 0; x < std::min(radius, in.width); ++x) sum += static_cast<double>(in.at(x, y));
        for (int x = 0; x < in.width; ++x) {
            if (x + radius < in.width) sum += static_cast<double>(in.at(x + radius, y));
            if (x - radius - 1 >= 0) sum -= static_cast<double>(in.at(x - radius - 1, y));
            const int count = std::min(x + radius, in.width - 1) - std::max(x - radius, 0) + 1;
            out.at(y, x) = static_cast<float>(sum / count);
        }
    }
    return out;
}

}  // namespace

Plane box_blur(const Plane& plane, int radius) {
    return blur_rows_transposed(blur_rows_transposed(plane, radius), radius);
}

std::optional<PhotoGround> find_ground(const RgbaImage& photo) {
    const auto border = border_of(photo);
    const auto first = Wall::fit(photo, border);
    if (!first || first->spread() > kPlainSpread) return std::nullopt;
    const auto wall_points = std::count_if(border.begin(), border.end(),
                                           [&](const Point& p) { return on_wall(photo, *first, p); });
    if (static_cast<double>(wall_points) < kPlainShare * static_cast<double>(border.size()))
        return std::nullopt;
    const auto wall = Wall::fit(photo, sample(flood(photo, border, *first)));
    if (!wall) return std::nullopt;
    PhotoGround ground{flood(photo, border, *wall), *wall};
    close_specks(ground.mask);
    return ground;
}

}  // namespace loket::documents
