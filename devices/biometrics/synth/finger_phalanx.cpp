#include "devices/biometrics/synth/finger_phalanx.h"

#include <cmath>

#include "devices/base/random.h"
#include "devices/biometrics/synth/finger_growth.h"

namespace loket::biometrics::synth {

namespace {

constexpr int kPhalanxHeight = 260;  // px

/// Ridges cross this part of the finger, slanting and swaying.
RidgeMaps phalanx_maps(int width, std::uint64_t seed) {
    SeededRandom random(seed, "phalanx");
    const double slant = random.normal() * 0.16, bow = random.normal() * 0.3;
    const int columns = width / kMapStep, rows = kPhalanxHeight / kMapStep;
    RidgeMaps maps{Field(columns, rows), Field(columns, rows)};
    const Field sway = smooth_noise(columns, rows, 34, derive_seed(seed, "sway"));
    for (int y = 0; y < rows; ++y) {
        for (int x = 0; x < columns; ++x) {
            const double u = 2.0 * x / columns - 1;
            maps.direction.at(x, y) = static_cast<float>(slant + bow * u + 0.3 * sway.at(x, y));
            maps.period.at(x, y) = 5.0F + 0.25F * sway.at(y % columns, x % rows);
        }
    }
    return maps;
}

/// 1 in full contact: a rounded box, lighter towards its lower end and patchy.
double touch(double u, double v, double patch) {
    const double side = 1 - smoothstep(0.80, 0.97, std::abs(u) + 0.05 * patch + 0.12 * v * v);
    const double ends =
        smoothstep(0.0, 0.07, v + 0.03 * patch) * (1 - smoothstep(0.45, 0.95, v + 0.12 * patch));
    return side * ends;
}

}  // namespace

GrayImage middle_phalanx(std::uint64_t seed, double width) {
    const int columns = std::clamp(static_cast<int>(width), 80, 400) / kMapStep * kMapStep;
    const RidgeMaps maps = phalanx_maps(columns, seed);
    const Field relief = resized(grow_ridges(maps, seed), columns, kPhalanxHeight);
    const Field patches = smooth_noise(columns, kPhalanxHeight, 30, derive_seed(seed, "patches"));
    const Field grain = smooth_noise(columns, kPhalanxHeight, 2.6, derive_seed(seed, "grain"));
    GrayImage image(columns, kPhalanxHeight);
    for (int y = 0; y < kPhalanxHeight; ++y) {
        for (int x = 0; x < columns; ++x) {
            const float patch = patches.at(x, y);
            const auto press =
                static_cast<float>(touch(2.0 * x / columns - 1, static_cast<double>(y) / kPhalanxHeight, patch));
            const float ink = smoothstep(
                -0.1F, 0.8F, relief.at(x, y) + 0.5F * grain.at(x, y) + 0.5F * patch + 0.7F * press - 0.7F);
            image.at(x, y) = static_cast<std::uint8_t>(255 - 165 * ink * press);
        }
    }
    return image;
}

}  // namespace loket::biometrics::synth
