#include "devices/biometrics/slap/tips.h"

#include <cmath>

namespace loket::biometrics::detail {
namespace {

// Adults' fingertips lie on the glass 9-18 mm broad and 12-22 mm long; a coarse cell is 16 px, 0.81 mm.
constexpr int kCoarse = 2;  // cells of the map
constexpr int kWidths[] = {11, 13, 15, 17, 19, 22};
constexpr int kLengths[] = {14, 17, 20, 23, 26};
constexpr int kMostAngle = 40, kAngleStep = 8;
constexpr int kStride = 2;
constexpr float kLeastWorth = 20;  // coarse cells

/// The map turned by an angle, as a table of sums, so that any upright box of it costs four look-ups.
class Turned {
  public:
    Turned(const PlateMap& map, float degrees) : axes_(axes_of(degrees)), half_(static_cast<int>(std::hypot(map.columns, map.rows)) / (2 * kCoarse) + 2) {
        side_ = 2 * half_ + 1;
        middle_x_ = static_cast<float>(map.columns) / 2;
        middle_y_ = static_cast<float>(map.rows) / 2;
        values_.assign(static_cast<std::size_t>(side_) * side_, 0);
        sums_.assign(static_cast<std::size_t>(side_ + 1) * (side_ + 1), 0);
        for (int v = 0; v < side_; ++v) {
            int row = 0;
            for (int u = 0; u < side_; ++u) {
                const int value = sample(map, u, v);
                values_[static_cast<std::size_t>(v) * side_ + u] = value;
                row += value;
                sum_at(u + 1, v + 1) = sum_at(u + 1, v) + row;
            }
        }
    }
    [[nodiscard]] int side() const { return side_; }
    [[nodiscard]] int value(int u, int v) const { return values_[static_cast<std::size_t>(v) * side_ + u]; }
    /// Sum over u0 <= u < u1, v0 <= v < v1; what lies outside counts as bare.
    [[nodiscard]] int box(int u0, int v0, int u1, int v1) const {
        u0 = std::clamp(u0, 0, side_), u1 = std::clamp(u1, 0, side_), v0 = std::clamp(v0, 0, side_), v1 = std::clamp(v1, 0, side_);
        return at(u1, v1) - at(u0, v1) - at(u1, v0) + at(u0, v0);
    }
    /// From here to cells of the map.
    [[nodiscard]] PlateSpot place(float u, float v) const {
        const float a = (u - static_cast<float>(half_)) * kCoarse, d = (v - static_cast<float>(half_)) * kCoarse;
        return {middle_x_ + a * axes_.ax + d * axes_.dx, middle_y_ + a * axes_.ay + d * axes_.dy};
    }

  private:
    /// Mean of skin over the four cells around the place.
    int sample(const PlateMap& map, int u, int v) const {
        const auto [x, y] = place(static_cast<float>(u) + 0.5F, static_cast<float>(v) + 0.5F);
        const int cx = static_cast<int>(std::floor(x)), cy = static_cast<int>(std::floor(y));
        int sum = 0;
        for (int j = -1; j <= 0; ++j)
            for (int i = -1; i <= 0; ++i)
                if (map.skin.contains(cx + i, cy + j)) sum += map.skin.at(cx + i, cy + j);
        return sum / 4;
    }
    int& sum_at(int u, int v) { return sums_[static_cast<std::size_t>(v) * (side_ + 1) + u]; }
    [[nodiscard]] int at(int u, int v) const { return sums_[static_cast<std::size_t>(v) * (side_ + 1) + u]; }

    Axes axes_;
    int half_, side_ = 0;
    float middle_x_ = 0, middle_y_ = 0;
    std::vector<int> values_, sums_;
};

/// Sixteenths of cells. The box's upper corners are round, so they count for nothing.
int worth_of(const Turned& map, int u, int v, int width, int length) {
    const int side = std::max(2, width / 7), shoulder = length / 4, chest = width / 5;
    const int body = map.box(u, v + shoulder, u + width, v + length), head = map.box(u + chest, v, u + width - chest, v + shoulder);
    const int area = width * (length - shoulder) + (width - 2 * chest) * shoulder;
    const int above = map.box(u + chest, v - side, u + width - chest, v);
    const int left = map.box(u - side, v + shoulder / 2, u, v + length - 2), right = map.box(u + width, v + shoulder / 2, u + width + side, v + length - 2);
    const int below = map.box(u + chest, v + length, u + width - chest, v + length + 2);
    return body + head - 8 * area - 2 * above - left - right - below / 2;
}

/// The best box with its middle at (u, v).
Tip best_at(const Turned& map, int u, int v, float degrees, float breadth) {
    Tip best;
    for (const int slim : kWidths)
        for (const int length : kLengths) {
            const int width = static_cast<int>(static_cast<float>(slim) * breadth);
            const int worth = worth_of(map, u - width / 2, v - length / 2, width, length);
            if (static_cast<float>(worth) <= best.worth) continue;
            const auto middle = map.place(static_cast<float>(u - width / 2) + static_cast<float>(width) / 2, static_cast<float>(v - length / 2) + static_cast<float>(length) / 2);
            best = {middle.x, middle.y, static_cast<float>(width * kCoarse), static_cast<float>(length * kCoarse), degrees, static_cast<float>(worth)};
        }
    best.worth /= 16;
    return best;
}

void search(const Turned& map, float degrees, float breadth, std::vector<Tip>& found) {
    for (int v = 0; v < map.side(); v += kStride)
        for (int u = 0; u < map.side(); u += kStride) {
            if (map.value(u, v) == 0) continue;
            const auto tip = best_at(map, u, v, degrees, breadth);
            if (tip.worth >= kLeastWorth) found.push_back(tip);
        }
}

bool much_alike(const Tip& a, const Tip& b) {
    const float dx = a.x - b.x, dy = a.y - b.y;
    return dx * dx + dy * dy < 40 && std::abs(a.angle - b.angle) < 20;
}

}  // namespace

Axes axes_of(float degrees) {
    const float radians = degrees * kPi / 180;
    return {std::cos(radians), std::sin(radians), -std::sin(radians), std::cos(radians)};
}

std::vector<Tip> find_tips(const PlateMap& map, float breadth) {
    std::vector<Tip> all, kept;
    for (int angle = -kMostAngle; angle <= kMostAngle; angle += kAngleStep) search(Turned(map, static_cast<float>(angle)), static_cast<float>(angle), breadth, all);
    std::stable_sort(all.begin(), all.end(), [](const Tip& a, const Tip& b) { return a.worth > b.worth; });
    for (const auto& tip : all) {
        if (kept.size() == kMostTips) break;
        if (std::none_of(kept.begin(), kept.end(), [&](const Tip& other) { return much_alike(tip, other); })) kept.push_back(tip);
    }
    return kept;
}

}  // namespace loket::biometrics::detail
