#include "devices/biometrics/synth/iris_texture.h"

#include <cmath>

#include "devices/base/random.h"

namespace loket::biometrics::synth {

namespace {

Field around(double scale_angle, double scale_radius, std::uint64_t seed, const char* what) {
    return stretched_noise(kTissueAngles, kTissueRadii, scale_angle, scale_radius, derive_seed(seed, what),
                           true);
}

/// Columns apart, the short way round.
double apart(double a, double b) {
    const double d = std::fmod(std::abs(a - b), kTissueAngles);
    return std::min(d, kTissueAngles - d);
}

/// Fibres run from the pupil outwards, waving and crossing; two layers of different thickness.
void weave_fibres(Field& tissue, std::uint64_t seed) {
    const Field coarse = around(9, 46, seed, "coarse"), fine = around(4.2, 30, seed, "fine");
    const Field wave = around(60, 26, seed, "wave"), strength = around(70, 40, seed, "strength");
    for (int y = 0; y < kTissueRadii; ++y) {
        for (int x = 0; x < kTissueAngles; ++x) {
            const int bent =
                (x + static_cast<int>(std::lround(9 * wave.at(x, y))) + kTissueAngles) % kTissueAngles;
            const float ridge = 1 - 2.4F * std::abs(coarse.at(bent, y));
            const float amount = 0.75F + 0.5F * strength.at(x, y);
            tissue.at(x, y) += amount * (0.085F * ridge + 0.10F * fine.at(bent, y));
        }
    }
}

/// Broad lighter and darker parts.
void mottle(Field& tissue, std::uint64_t seed) {
    const Field broad = around(80, 34, seed, "broad"), middling = around(26, 14, seed, "middling"),
                small = around(11, 7, seed, "small");
    for (std::size_t i = 0; i < tissue.values.size(); ++i)
        tissue.values[i] += 0.07F * broad.values[i] + 0.09F * middling.values[i] + 0.06F * small.values[i];
}

/// The frill between the inner and the outer part, a zigzag of its own for every eye.
void add_collarette(Field& tissue, std::uint64_t seed, Random& random) {
    const double middle = mix(0.24, 0.38, random.unit()), sharp = mix(0.035, 0.06, random.unit());
    const Field zigzag = stretched_noise(kTissueAngles, 1, 17, 1, derive_seed(seed, "zigzag"), true);
    const Field sweep = stretched_noise(kTissueAngles, 1, 90, 1, derive_seed(seed, "sweep"), true);
    for (int x = 0; x < kTissueAngles; ++x) {
        const double ring = middle + 0.035 * zigzag.at(x, 0) + 0.05 * sweep.at(x, 0);
        for (int y = 0; y < kTissueRadii; ++y) {
            const double off = (static_cast<double>(y) / kTissueRadii - ring) / sharp;
            const double frill = 0.13 * std::exp(-off * off) - 0.07 * std::exp(-(off - 1.8) * (off - 1.8));
            tissue.at(x, y) += static_cast<float>(frill - (off < 0 ? 0.035 : 0));
        }
    }
}

/// Pits where the front layer is missing: dark, lens-shaped along the fibres, with a light rim.
void add_crypts(Field& tissue, Random& random) {
    const int count = random.between(9, 26);
    for (int i = 0; i < count; ++i) {
        const double cx = random.unit() * kTissueAngles, cy = mix(0.25, 0.7, random.unit()) * kTissueRadii;
        const double rx = mix(5, 15, random.unit()), ry = mix(6, 17, random.unit()),
                     depth = mix(0.12, 0.3, random.unit());
        for (int y = std::max(0, static_cast<int>(cy - 2 * ry));
             y < std::min<double>(kTissueRadii, cy + 2 * ry); ++y) {
            for (int x = static_cast<int>(cx - 2 * rx); x < cx + 2 * rx; ++x) {
                const double r = std::hypot(apart(x, cx) / rx, (y - cy) / ry * (1 + 0.3 * apart(x, cx) / rx));
                const double pit = -depth * (1 - smoothstep(0.55, 1.0, r)) +
                                   0.35 * depth * std::exp(-(r - 1.15) * (r - 1.15) / 0.03);
                tissue.at((x + kTissueAngles) % kTissueAngles, y) += static_cast<float>(pit);
            }
        }
    }
}

/// Folds around the outer part, where the iris crumples when the pupil opens.
void add_furrows(Field& tissue, Random& random) {
    const int count = random.between(3, 7);
    for (int i = 0; i < count; ++i) {
        const double radius = mix(0.5, 0.93, random.unit()) * kTissueRadii,
                     begin = random.unit() * kTissueAngles;
        const double length = mix(100, 420, random.unit()), bow = random.normal() * 5,
                     depth = mix(0.05, 0.13, random.unit());
        for (double s = 0; s < length; ++s) {
            const double fade = std::sin(kPi * s / length), ring = radius + bow * fade;
            float* column = &tissue.values[static_cast<std::size_t>(begin + s) % kTissueAngles];
            for (int y = std::max(0, static_cast<int>(ring) - 6);
                 y < std::min<double>(kTissueRadii, ring + 7); ++y) {
                const double off = (y - ring) / 2.2;
                column[static_cast<std::size_t>(y) * kTissueAngles] -= static_cast<float>(
                    depth * fade * (std::exp(-off * off) - 0.5 * std::exp(-(off - 2) * (off - 2))));
            }
        }
    }
}

void add_freckles(Field& tissue, Random& random) {
    const int count = random.between(0, 4);
    for (int i = 0; i < count; ++i) {
        const double cx = random.unit() * kTissueAngles, cy = mix(0.35, 0.9, random.unit()) * kTissueRadii,
                     r = mix(3, 7, random.unit());
        for (int y = 0; y < kTissueRadii; ++y)
            for (int x = static_cast<int>(cx - 2 * r); x < cx + 2 * r; ++x)
                tissue.at((x + kTissueAngles) % kTissueAngles, y) -= static_cast<float>(
                    0.22 * (1 - smoothstep(0.5, 1.2, std::hypot(apart(x, cx), y - cy) / r)));
    }
}

/// The dark ruff at the pupil and the darkening towards the limbus.
void shade_edges(Field& tissue) {
    for (int y = 0; y < kTissueRadii; ++y) {
        const double r = (y + 0.5) / kTissueRadii;
        const auto shade = static_cast<float>(-0.16 * (1 - smoothstep(0.0, 0.06, r)) + 0.05 * (1 - r) -
                                              0.14 * smoothstep(0.78, 1.0, r));
        for (int x = 0; x < kTissueAngles; ++x) tissue.at(x, y) += shade;
    }
}

}  // namespace

Field iris_tissue(std::uint64_t seed) {
    SeededRandom random(seed, "tissue");
    Field tissue(kTissueAngles, kTissueRadii, static_cast<float>(mix(0.40, 0.52, random.unit())));
    mottle(tissue, seed);
    weave_fibres(tissue, seed);
    add_collarette(tissue, seed, random);
    add_crypts(tissue, random);
    add_furrows(tissue, random);
    add_freckles(tissue, random);
    shade_edges(tissue);
    return tissue;
}

}  // namespace loket::biometrics::synth
