#include "devices/biometrics/iris/eyelids.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace loket::biometrics::detail {

namespace {

/// The pupil would be the strongest edge of all: painted over with the iris' grey before the lids are sought.
GrayImage pupil_filled(const GrayImage& smooth, const EyeGeometry& eye) {
    GrayImage filled = smooth;
    const double r = eye.pupil.radius * 1.12 + 2, beside = (eye.pupil.radius + eye.iris.radius) / 2;
    const double left = grey_at(smooth, eye.pupil.x - beside, eye.pupil.y), right = grey_at(smooth, eye.pupil.x + beside, eye.pupil.y);
    const int top = std::max(0, static_cast<int>(eye.pupil.y - r)), bottom = std::min(smooth.height - 1, static_cast<int>(eye.pupil.y + r));
    const int from = std::max(0, static_cast<int>(eye.pupil.x - r)), to = std::min(smooth.width - 1, static_cast<int>(eye.pupil.x + r));
    for (int y = top; y <= bottom; ++y)
        for (int x = from; x <= to; ++x)
            if (std::hypot(x - eye.pupil.x, y - eye.pupil.y) <= r) filled.at(x, y) = static_cast<std::uint8_t>((left + right) / 2);
    return filled;
}

/// Mean step from the eye out to the lid's skin along a parabola; `out` is -1 for the upper lid, 1 for the lower.
double step_along(const GrayImage& image, const Lid& lid, double half, int out) {
    constexpr int kColumns = 24;
    constexpr double kReach = 3, kMost = 40;
    double sum = 0;
    for (int i = 0; i < kColumns; ++i) {
        const double x = lid.middle + half * (2.0 * (i + 0.5) / kColumns - 1), y = lid.at(x);
        if (y < kReach || y > image.height - 1 - kReach || x < 0 || x > image.width - 1) continue;
        sum += std::clamp(grey_at(image, x, y + out * kReach) - grey_at(image, x, y - out * kReach), -kMost / 2, kMost);
    }
    return sum / kColumns;
}

/// Best parabola within reach of the iris; a weak one counts as no lid at all.
Lid find_lid(const GrayImage& image, const EyeGeometry& eye, int out) {
    constexpr double kWeak = 5;
    const double least = out < 0 ? -0.4 : 0.1;  // the upper lid closes; where it ends may look like a lower one
    const double r = eye.iris.radius;
    const Lid none = {eye.iris.x, eye.iris.y + out * 2 * r, 0, 0};
    Lid best = none;
    double best_step = kWeak;
    const auto consider = [&](double height, double tilt, double bend) {
        const Lid lid = {eye.iris.x, eye.iris.y + out * height, tilt, -out * bend / r};
        const double step = step_along(image, lid, 0.95 * r, out);
        if (step > best_step) best = lid, best_step = step;
    };
    // Bends mostly hollow towards the eye; closing lids turn over. Widely first, then closely round the best.
    for (double height = least * r; height <= 1.4 * r; height += std::max(1.0, r / 24))
        for (double tilt = -0.3; tilt <= 0.31; tilt += 0.15)
            for (double bend = -0.2; bend <= 0.61; bend += 0.2) consider(height, tilt, bend);
    if (best_step <= kWeak) return none;
    const double height = out * (best.height - eye.iris.y), tilt = best.tilt, bend = -out * best.bend * r;
    for (int h = -2; h <= 2; ++h)
        for (int t = -1; t <= 1; ++t)
            for (int b = -1; b <= 1; ++b) consider(height + h * r / 60, tilt + 0.07 * t, bend + 0.1 * b);
    return best;
}

/// Tissue samples of the ring, and how many places were looked at.
struct Ring {
    std::vector<double> greys;
    int places = 0;
};

Ring ring_between_lids(const GrayImage& picture, const EyeGeometry& eye, const Lids& lids) {
    constexpr int kAngles = 72, kDepths = 14;
    Ring ring;
    for (int a = 0; a < kAngles; ++a) {
        const double angle = 2 * std::numbers::pi * a / kAngles;
        for (int d = 0; d < kDepths; ++d) {
            const double t = (d + 1.5) / (kDepths + 2);
            const double r = eye.pupil.radius + (eye.iris.radius - eye.pupil.radius) * t;
            const double x = eye.pupil.x + (eye.iris.x - eye.pupil.x) * t + r * std::cos(angle);
            const double y = eye.pupil.y + (eye.iris.y - eye.pupil.y) * t + r * std::sin(angle);
            ++ring.places;
            if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) continue;
            if (y < lids.upper.at(x) || y > lids.lower.at(x)) continue;
            ring.greys.push_back(grey_at(picture, x, y));
        }
    }
    return ring;
}

}  // namespace

Lids find_lids(const GrayImage& smooth, const EyeGeometry& eye) {
    const GrayImage filled = pupil_filled(smooth, eye);
    return {find_lid(filled, eye, -1), find_lid(filled, eye, 1)};
}

double visible_share(const GrayImage& picture, const EyeGeometry& eye, const Lids& lids) {
    constexpr double kLash = 0.4, kGlare = 235;
    Ring ring = ring_between_lids(picture, eye, lids);
    if (ring.greys.empty()) return 0;
    const auto middle = ring.greys.begin() + static_cast<std::ptrdiff_t>(ring.greys.size() / 2);
    std::nth_element(ring.greys.begin(), middle, ring.greys.end());
    const double tissue = *middle;
    const auto usable = std::count_if(ring.greys.begin(), ring.greys.end(), [tissue](double grey) { return grey > kLash * tissue && grey < kGlare; });
    return static_cast<double>(usable) / ring.places;
}

}  // namespace loket::biometrics::detail
