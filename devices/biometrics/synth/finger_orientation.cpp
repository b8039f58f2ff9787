#include "devices/biometrics/synth/finger_orientation.h"

#include <cmath>

#include "devices/base/random.h"

namespace loket::biometrics::synth {

namespace {

double bent_angle(Point at, const Singularity& s) {
    const double dx = at.x - s.at.x, dy = at.y - s.at.y, angle = std::atan2(dy, dx);
    const double near = s.hook * std::exp(-(dx * dx + dy * dy) / (2 * 75.0 * 75.0));
    return angle + s.bend * std::sin(angle * 2 + s.phase) - near * std::sin(angle - s.open);
}

/// Towards the tip, ridges follow its outline: rising on the left side, falling on the right.
double tip_slope(const FingerPlan& plan, Point at) {
    const double strength = at.x < 0 ? plan.tip_left : plan.tip_right;
    return -strength * std::tanh(at.x / 90) * smoothstep(-70.0, 130.0, at.y);
}

/// The hump of an arch, strongest just below the middle and flat at the crease.
double arch_slope(const FingerPlan& plan, Point at) {
    const double u = at.x / plan.arch_width;
    const double fade =
        at.y < -25 ? smoothstep(-215.0, -25.0, at.y) : 1 - 0.45 * smoothstep(-25.0, 160.0, at.y);
    return -plan.arch_height * u * std::exp(0.5 - 0.5 * u * u) * fade;
}

double twist(const FingerPlan& plan, Point at) {
    if (plan.twist == 0) return 0;
    const Point a = plan.cores.front().at, b = plan.cores.back().at;
    const double dx = at.x - (a.x + b.x) / 2, dy = at.y - (a.y + b.y) / 2;
    return plan.twist * std::exp(-(dx * dx + dy * dy) / (2 * plan.twist_reach * plan.twist_reach));
}

Point position(int x, int y) {
    return {x * kMapStep - kMasterWidth / 2.0, kMasterHeight / 2.0 - y * kMapStep};
}

/// Ridges stand closer near the core and wider towards the crease.
double period_at(const FingerPlan& plan, Point at, double noise) {
    const double low = 0.12 * smoothstep(-60.0, -190.0, at.y), high = 0.05 * smoothstep(90.0, 190.0, at.y);
    return plan.period * (0.985 + low + high + 0.07 * noise);
}

}  // namespace

double ridge_direction(const FingerPlan& plan, Point at) {
    double sum = 0;
    for (const Singularity& core : plan.cores) sum += bent_angle(at, core);
    for (const Singularity& delta : plan.deltas) sum -= bent_angle(at, delta);
    return sum / 2 + tip_slope(plan, at) + arch_slope(plan, at) + twist(plan, at);
}

RidgeMaps ridge_maps(const FingerPlan& plan) {
    constexpr int width = kMasterWidth / kMapStep, height = kMasterHeight / kMapStep;
    RidgeMaps maps{Field(width, height), Field(width, height)};
    const Field sway = smooth_noise(width, height, 110.0 / kMapStep, derive_seed(plan.seed, "sway"));
    const Field spacing = smooth_noise(width, height, 70.0 / kMapStep, derive_seed(plan.seed, "spacing"));
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const Point at = position(x, y);
            maps.direction.at(x, y) = static_cast<float>(ridge_direction(plan, at) + 0.10 * sway.at(x, y));
            maps.period.at(x, y) = static_cast<float>(period_at(plan, at, spacing.at(x, y)) / kMapStep);
        }
    }
    return maps;
}

}  // namespace loket::biometrics::synth
