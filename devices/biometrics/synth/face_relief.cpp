#include "devices/biometrics/synth/face_relief.h"

#include <cmath>

namespace loket::biometrics::synth {

namespace {

constexpr int kStep = 2;  // px: light changes slowly, every second pixel is enough

double hill(double u, double v, double width_u, double width_v) {
    const double a = u / width_u, b = v / width_v, r = a * a + b * b;
    return r > 9 ? 0 : std::exp(-r);
}

/// A paired feature: the same on both sides.
double pair_of(double u, double v, double at_u, double at_v, double width_u, double width_v) {
    return hill(u - at_u, v - at_v, width_u, width_v) + hill(u + at_u, v - at_v, width_u, width_v);
}

double eye_region(const FacePlan& p, double u, double v) {
    const double sockets = -0.20 * pair_of(u, v, p.eye_gap - 0.10, -0.06, 0.52, 0.30);
    const double balls = 0.15 * pair_of(u, v, p.eye_gap, 0.0, 0.36, 0.22);
    const double brows =
        0.07 * (p.female ? 0.6 : 1.2) * pair_of(u, v, p.eye_gap - 0.05, -p.brow_height, 0.62, 0.2);
    const double bags = 0.05 * p.aged * pair_of(u, v, p.eye_gap - 0.04, 0.36, 0.34, 0.13);
    return sockets + balls + brows + bags;
}

double nose(const FacePlan& p, double u, double v) {
    const double along = clamp01((v + 0.35) / (p.nose_length + 0.35 - 0.1));
    const double inside =
        smoothstep(-0.65, 0.1, v) * (1 - smoothstep(p.nose_length - 0.1, p.nose_length + 0.24, v));
    const double wide = mix(0.19, 0.29, along * along);
    const double ridge = p.nose_bridge * mix(0.55, 1.6, along) * std::exp(-u * u / (wide * wide)) * inside;
    const double tip = 0.24 * hill(u, v - (p.nose_length - 0.08), 0.27, 0.24);
    const double wings = 0.20 * pair_of(u, v, p.nose_width - 0.07, p.nose_length + 0.03, 0.15, 0.17);
    return ridge + tip + wings;
}

double mouth_region(const FacePlan& p, double u, double v) {
    const double muzzle = 0.13 * hill(u, v - p.mouth, 0.85, 0.5);
    const double upper = 0.07 * hill(u, v - p.mouth + p.upper_lip * 0.6, p.mouth_width, p.upper_lip);
    const double lower = 0.10 * hill(u, v - p.mouth - p.lower_lip * 0.6, p.mouth_width * 0.8, p.lower_lip);
    const double hollow = -0.09 * hill(u, v - p.mouth - p.lower_lip - 0.2, 0.45, 0.13);
    const double groove = -0.045 * hill(u, v - p.mouth + 0.34, 0.09, 0.17);
    return muzzle + upper + lower + hollow + groove;
}

double cheeks(const FacePlan& p, double u, double v) {
    const double bones = (0.13 - 0.05 * p.young) * pair_of(u, v, 1.18, 0.62, 0.55, 0.42);
    const double soft = 0.16 * p.young * pair_of(u, v, 1.05, 1.25, 0.6, 0.5);
    const double sunken = -0.10 * p.aged * pair_of(u, v, 1.15, 1.45, 0.35, 0.5);
    const double folds = -(0.035 + 0.085 * p.aged) *
                         pair_of(u, v, 0.62 + 0.28 * (v - p.nose_length), p.nose_length + 0.3, 0.10, 0.36);
    return bones + soft + sunken + folds;
}

double chin(const FacePlan& p, double u, double v) { return 0.17 * hill(u, v - p.chin + 0.26, 0.44, 0.24); }

/// The skull: round across, bulging at the forehead, falling back to crown and chin.
double skull(double u, double v, double half_width, double chin_v) {
    const double across = clamp01(1 - std::pow(std::min(std::abs(u) / std::max(half_width, 0.05), 1.0), 2.6));
    const double up =
        v < 0 ? clamp01(1 - std::pow(-v / 3.05, 2.6)) : clamp01(1 - std::pow(v / (chin_v + 0.22), 6.0));
    return 1.75 * std::sqrt(across) * std::sqrt(up);
}

double depth(const FacePlan& p, double u, double v, double half_width) {
    return skull(u, v, half_width, p.chin) + eye_region(p, u, v) + nose(p, u, v) + mouth_region(p, u, v) +
           cheeks(p, u, v) + chin(p, u, v);
}

double lambert(double dzdu, double dzdv, double lu, double lv, double ln) {
    const double n = std::sqrt(dzdu * dzdu + dzdv * dzdv + 1), l = std::sqrt(lu * lu + lv * lv + ln * ln);
    return std::max(0.0, (-dzdu * lu - dzdv * lv + ln) / (n * l));
}

/// Depth on every second pixel.
Field relief(const FacePlan& plan) {
    Field z(Canvas::kWidth / kStep, Canvas::kHeight / kStep);
    const std::vector<Point> outline = curve(head_outline(plan), true);
    for (int y = 0; y < z.height; ++y) {
        const double v = (y * kStep - plan.middle.y) / plan.scale;
        if (v < -3.0 || v > plan.chin + 0.1) continue;
        const double half_width = std::max(head_half_width(outline, v), 0.25) * 1.03;
        for (int x = 0; x < z.width; ++x) {
            const double u = (x * kStep - plan.middle.x) / plan.scale;
            if (std::abs(u) < half_width + 0.1)
                z.at(x, y) = static_cast<float>(depth(plan, u, v, half_width));
        }
    }
    return z;
}

}  // namespace

Field face_light(const FacePlan& plan) {
    Field z = relief(plan);
    blur(z, 1.2);
    Field light(z.width, z.height, 0.6F);
    const double unit = plan.scale / kStep;
    for (int y = 1; y + 1 < z.height; ++y) {
        for (int x = 1; x + 1 < z.width; ++x) {
            const double du = std::clamp((z.at(x + 1, y) - z.at(x - 1, y)) * unit / 2, -2.5, 2.5);
            const double dv = std::clamp((z.at(x, y + 1) - z.at(x, y - 1)) * unit / 2, -2.5, 2.5);
            light.at(x, y) = static_cast<float>(0.22 + 0.54 * lambert(du, dv, plan.light, -0.40, 0.9) +
                                                0.29 * lambert(du, dv, 0.5, 0.12, 0.85));
        }
    }
    blur(light, 1.5);
    return resized(light, Canvas::kWidth, Canvas::kHeight);
}

Field head_depth(const FacePlan& plan) {
    Field z(Canvas::kWidth / 4, Canvas::kHeight / 4);
    for (int y = 0; y < z.height; ++y) {
        for (int x = 0; x < z.width; ++x) {
            const double u = (x * 4 - plan.middle.x) / plan.scale, v = (y * 4 - plan.middle.y) / plan.scale;
            const double r = std::hypot(u / 2.6, (v + 0.1) / 3.6);
            // A bowl rather than a ball: it meets the background without folding the picture.
            const double bowl = std::max(0.0, 1 - r * r);
            z.at(x, y) = static_cast<float>(1.9 * bowl + 0.9 * nose(plan, u, v) + 0.12 * chin(plan, u, v));
        }
    }
    blur(z, 2.5);
    return resized(z, Canvas::kWidth, Canvas::kHeight);
}

}  // namespace loket::biometrics::synth
