#include "devices/biometrics/iris/iris_quality.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "devices/biometrics/iris/look.h"

namespace loket::biometrics {

namespace {

using namespace detail;

constexpr int kLeastSide = 48;
constexpr double kSmall = 0.14, kFar = 0.11;  // iris radius as a share of the picture's width

Circle grown(const Circle& c, double scale) { return {(c.x + 0.5) * scale - 0.5, (c.y + 0.5) * scale - 0.5, c.radius * scale}; }

/// The pupil's edge along one ray of the full picture.
struct EdgeProfile {
    double radius = 0;  ///< px where it is steepest
    double spread = 0;  ///< px, standard deviation of the blur that made it
};

EdgeProfile profile_along(const GrayImage& picture, const Circle& pupil, double reach, double angle) {
    constexpr double kReach = 1.5;  // px either side of a slope: a shorter one would measure the grain
    const double c = std::cos(angle), s = std::sin(angle);
    const auto grey = [&](double r) { return grey_at(picture, pupil.x + r * c, pupil.y + r * s); };
    double steepest = 0;
    EdgeProfile edge{pupil.radius, 0};
    for (double r = pupil.radius - reach; r <= pupil.radius + reach; r += 0.5) {
        const double slope = (grey(r + kReach) - grey(r - kReach)) / (2 * kReach);
        if (slope > steepest) steepest = slope, edge.radius = r;
    }
    const double step = grey(edge.radius + reach) - grey(edge.radius - reach);
    edge.spread = steepest > 0 ? std::max(0.0, step) / (steepest * std::sqrt(2 * std::numbers::pi)) : reach;
    return edge;
}

struct PupilShape {
    double spread = 0;  ///< px, median over the outline
    double across = 1;  ///< width by height: below 1 when the eye looks aside, above when a lid covers it
};

/// Left, right and below: the upper lid may hide the rest.
PupilShape pupil_shape(const GrayImage& picture, const Circle& pupil, double iris_radius) {
    constexpr int kRays = 36;
    const double reach = std::clamp(0.45 * std::min(pupil.radius, iris_radius - pupil.radius), 3.0, 20.0);
    std::vector<double> spreads, flat, upright;
    for (int i = 0; i < kRays; ++i) {
        const double angle = 2 * std::numbers::pi * (i + 0.5) / kRays, side = std::abs(std::cos(angle));
        const EdgeProfile edge = profile_along(picture, pupil, reach, angle);
        spreads.push_back(edge.spread);
        if (side > 0.8) flat.push_back(edge.radius);
        if (side < 0.6) upright.push_back(edge.radius);
    }
    const auto median = [](std::vector<double>& v) {
        const auto middle = v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2);
        std::nth_element(v.begin(), middle, v.end());
        return *middle;
    };
    const double across = median(flat), along = median(upright);
    return {median(spreads), across / std::max(along, 1.0)};
}

struct Facts {
    double usable = 0, sharpness = 0, pupil_across = 1, margin = 1;
    double iris_radius = 0, pupil_ratio = 0, pupil_contrast = 0, limbus_contrast = 0;
};

struct Factor {
    const char* cause;
    double value;  ///< 1 good … 0 useless
};

/// Each factor alone can spoil the picture, so they are multiplied.
std::array<Factor, 4> factors_of(const Facts& facts) {
    const double contrast = ramp(facts.pupil_contrast, 4, 16) * ramp(facts.limbus_contrast, 2, 8);
    const double pupil = ramp(facts.pupil_ratio, 0.1, 0.2) * ramp(facts.pupil_ratio, 0.85, 0.7);
    // A pupil half hidden by the lid is neither round nor well measured: only the lid is to blame then.
    const double seen = facts.usable < 0.5 ? 1 : ramp(facts.pupil_across, 0.74, 0.92) * contrast * pupil;
    // What a lamp's smear leaves of a blurred pupil says nothing about the lid.
    const double lidded = facts.sharpness < 0.5 ? 1 : ramp(facts.pupil_across, 1.45, 1.12);
    return {{{"iris.open_eye", ramp(facts.usable, 0.35, 0.75) * lidded},
             {"iris.hold_still", ramp(facts.sharpness, 0.25, 0.78)},
             {"iris.closer", ramp(facts.iris_radius, 40, 105)},  // at least 210 px across
             {"iris.look_here", ramp(facts.margin, -0.2, 0.15) * seen}}};
}

void judge(IrisQuality& quality, const Facts& facts) {
    constexpr double kGood = 0.85;
    auto factors = factors_of(facts);
    double product = 1;
    for (const Factor& f : factors) product *= f.value;
    quality.score = static_cast<int>(std::lround(100 * product));
    std::stable_sort(factors.begin(), factors.end(), [](const Factor& a, const Factor& b) { return a.value < b.value; });
    for (const Factor& f : factors)
        if (f.value < kGood) quality.causes.emplace_back(f.cause);
}

/// Iris radii between the iris and the nearest left or right border of the picture.
double margin_of(const GrayImage& image, const Circle& iris) {
    return std::min(iris.x - iris.radius, image.width - iris.x - iris.radius) / iris.radius;
}

/// The cheek of the nose and the inner corner throw light back, the temple falls off into lashes and shade.
std::optional<Eye> side_of(const Looked& looked) {
    constexpr double kFrom = 1.2, kTo = 2.2, kHigh = 0.3, kStep = 0.1, kSure = 25;
    const Circle& iris = looked.eye.iris;
    double right = 0, left = 0;
    int count = 0;
    for (double y = -kHigh; y <= kHigh; y += kStep)
        for (double x = kFrom; x <= kTo; x += kStep, ++count) {
            right += grey_at(looked.smooth, iris.x + x * iris.radius, iris.y + y * iris.radius);
            left += grey_at(looked.smooth, iris.x - x * iris.radius, iris.y + y * iris.radius);
        }
    if (std::abs(right - left) < kSure * count) return {};
    return right > left ? Eye::Right : Eye::Left;
}

void measure_into(IrisQuality& quality, const GrayImage& image, const Looked& looked) {
    const EyeGeometry& eye = looked.eye;
    const double scale = looked.small.scale;
    const Circle pupil = grown(eye.pupil, scale), iris = grown(eye.iris, scale);
    const PupilShape shape = pupil_shape(image, pupil, iris.radius);
    quality.pupil_x = static_cast<int>(std::lround(pupil.x));
    quality.pupil_y = static_cast<int>(std::lround(pupil.y));
    quality.pupil_radius = static_cast<int>(std::lround(pupil.radius));
    quality.iris_radius = static_cast<int>(std::lround(iris.radius));
    quality.usable_area = visible_share(looked.small.image, eye, looked.lids);
    quality.sharpness = ramp(shape.spread / iris.radius, 0.06, 0.02);
    quality.pupil_ratio = pupil.radius / iris.radius;
    quality.pupil_contrast = eye.pupil_contrast;
    quality.limbus_contrast = eye.limbus_contrast;
    quality.gaze = shape.across;
    quality.concentricity = 1 - std::min(1.0, std::hypot(pupil.x - iris.x, pupil.y - iris.y) / std::max(1.0, iris.radius - pupil.radius));
    quality.margin = margin_of(image, iris);
    quality.eye = side_of(looked);
    judge(quality, {quality.usable_area, quality.sharpness, shape.across, quality.margin, iris.radius, pupil.radius / iris.radius,
                    eye.pupil_contrast, eye.limbus_contrast});
}

}  // namespace

namespace detail {

Looked look_at(const GrayImage& image) {
    Looked looked;
    IrisQuality& quality = looked.quality;
    quality.causes = {"iris.not_found"};
    if (std::min(image.width, image.height) < kLeastSide) return looked;
    if (image.pixels.size() != static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height)) return looked;
    looked.small = at_search_size(image);
    looked.smooth = without_reflections(looked.small.image);
    const auto eye = find_eye(looked.smooth);
    if (!eye || eye->iris.radius < kSmall * looked.smooth.width) {
        // Lashes all across the picture belong to a near lid: a small "eye" among them is a gap or the last of a closing eye.
        const bool lid = shows_lid(looked.smooth);
        if (!eye || !beyond_doubt(*eye) || (lid && eye->iris.radius < kFar * looked.smooth.width)) {
            if (lid) quality.causes = {"iris.open_eye"};
            return looked;
        }
    }
    quality.causes.clear();
    looked.eye = *eye;
    looked.lids = find_lids(looked.smooth, *eye);
    measure_into(quality, image, looked);
    return looked;
}

}  // namespace detail

IrisQuality iris_quality(const GrayImage& image) { return detail::look_at(image).quality; }

}  // namespace loket::biometrics
