#include "devices/biometrics/synth/finger_skin.h"

#include <cmath>

#include "devices/base/random.h"

namespace loket::biometrics::synth {

namespace {

/// Moves to the highest place within two pixels: pores sit on the crest.
void climb(const Field& relief, int& x, int& y) {
    int best_x = x, best_y = y;
    for (int dy = -2; dy <= 2; ++dy)
        for (int dx = -2; dx <= 2; ++dx)
            if (relief.at(x + dx, y + dy) > relief.at(best_x, best_y)) best_x = x + dx, best_y = y + dy;
    x = best_x, y = best_y;
}

void sink_pore(Field& relief, int x, int y, float depth) {
    static constexpr float kShape[3] = {1.0F, 0.42F, 0.2F};  // middle, beside, diagonal
    for (int dy = -1; dy <= 1; ++dy)
        for (int dx = -1; dx <= 1; ++dx)
            relief.at(x + dx, y + dy) -= depth * kShape[std::abs(dx) + std::abs(dy)];
}

struct Crease {
    Point from, to;
    double bow = 0, width = 0, depth = 0;
};

Crease draw_crease(const FingerPlan& plan, Random& random) {
    const double x = mix(-0.6, 0.6, random.unit()) * plan.pad_width,
                 y = mix(-0.75, 0.45, random.unit()) * plan.pad_height;
    const double main = random.chance(0.25) ? 1.5 : 0.15, angle = main + random.normal() * 0.5,
                 length = mix(30, 120, random.unit());
    const Point middle = {kMasterWidth / 2.0 + x, kMasterHeight / 2.0 - y};
    const Point half = {std::cos(angle) * length / 2, std::sin(angle) * length / 2};
    Crease crease{{middle.x - half.x, middle.y - half.y}, {middle.x + half.x, middle.y + half.y}};
    crease.bow = random.normal() * length * 0.08;
    crease.width = mix(1.0, 1.9, random.unit());
    crease.depth = mix(0.8, 2.0, random.unit());
    return crease;
}

void sink(Field& relief, const Crease& crease, double t) {
    const double dx = crease.to.x - crease.from.x, dy = crease.to.y - crease.from.y,
                 length = std::hypot(dx, dy);
    const double aside = crease.bow * 4 * t * (1 - t);
    const double x = crease.from.x + dx * t - dy / length * aside,
                 y = crease.from.y + dy * t + dx / length * aside;
    const double depth = crease.depth * std::pow(std::sin(3.14159 * t), 0.6);
    for (int v = static_cast<int>(y) - 4; v <= static_cast<int>(y) + 5; ++v) {
        for (int u = static_cast<int>(x) - 4; u <= static_cast<int>(x) + 5; ++u) {
            if (u < 0 || v < 0 || u >= relief.width || v >= relief.height) continue;
            const double far = std::hypot(u - x, v - y) / crease.width;
            const auto floor = static_cast<float>(1 - depth * std::exp(-far * far));
            relief.at(u, v) = std::min(relief.at(u, v), floor);
        }
    }
}

}  // namespace

void add_pores(Field& relief, std::uint64_t seed) {
    constexpr int kCell = 7;  // px: one pore every two thirds of a millimetre of ridge or so
    SeededRandom random(seed, "pores");
    for (int cy = 4; cy + kCell < relief.height - 4; cy += kCell) {
        for (int cx = 4; cx + kCell < relief.width - 4; cx += kCell) {
            int x = cx + static_cast<int>(random.below(kCell));
            int y = cy + static_cast<int>(random.below(kCell));
            const auto depth = static_cast<float>(mix(0.25, 0.85, random.unit()));
            climb(relief, x, y);
            if (relief.at(x, y) > 0.75F) sink_pore(relief, x, y, depth);
        }
    }
}

void add_creases(Field& relief, const FingerPlan& plan) {
    SeededRandom random(plan.seed, "creases");
    if (!random.chance(0.45)) return;
    const int count = random.between(1, 3);
    for (int i = 0; i < count; ++i) {
        const Crease crease = draw_crease(plan, random);
        const int steps =
            static_cast<int>(std::hypot(crease.to.x - crease.from.x, crease.to.y - crease.from.y));
        for (int s = 0; s <= steps; ++s) sink(relief, crease, static_cast<double>(s) / steps);
    }
}

}  // namespace loket::biometrics::synth
