#include "devices/biometrics/face/photo_quality.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "devices/biometrics/face/features.h"
#include "devices/biometrics/face/light.h"
#include "devices/biometrics/face/seen_checks.h"

namespace loket::biometrics {

namespace {

using namespace detail;

constexpr int kLeastWidth = 96, kLeastHeight = 128;
constexpr int kSearchSize = 480;  // px of the longer side

struct Factor {
    const char* cause;
    double value;  ///< 1 good … 0 useless
};

/// 0 at `low` or before, 1 at `high` or beyond; `low` may be the larger.
double ramp(double value, double low, double high) { return std::clamp((value - low) / (high - low), 0.0, 1.0); }

std::vector<Factor> framing_factors(const RgbaImage& image, const FacePlace& face) {
    const double aside = std::abs(face.x / image.width - 0.5), height = face.y / image.height;
    return {{"face.too_small", ramp(face.eye_distance / image.width, 0.10, 0.18)},
            {"face.too_close", ramp(face.eye_distance / image.width, 0.44, 0.36)},
            {"face.off_centre", ramp(aside, 0.22, 0.10) * ramp(height, 0.18, 0.30) * ramp(height, 0.75, 0.60)}};
}

std::vector<Factor> light_factors(const LightFacts& light) {
    return {{"face.too_dark", ramp(light.brightest, 0.30, 0.55)},
            {"face.too_bright", ramp(light.clipped, 0.35, 0.10)},
            {"face.uneven_light", ramp(light.one_sided, 0.7, 0.35)},
            {"face.reflections", ramp(light.mirrored, 0.05, 0.015)},
            {"face.blurred", ramp(light.sharpness, 0.08, 0.19)},
            {"face.background", ramp(light.background_unrest, 0.20, 0.05)}};
}

std::vector<Factor> pose_factors(const Expression& face, const FacePlace& place) {
    constexpr double kDegree = std::numbers::pi / 180;
    return {{"face.open_eyes", ramp(face.eyes_open, 0.22, 0.36)},
            {"face.close_mouth", ramp(face.mouth_open, 0.028, 0.010)},
            {"face.look_here", ramp(std::abs(face.turned), 0.13, 0.05) * ramp(std::abs(face.nose_aside), 0.22, 0.10) * ramp(std::abs(place.tilt), 20 * kDegree, 8 * kDegree)}};
}

/// The same, and more, by the marks of a face that networks saw.
std::vector<Factor> seen_factors(const SeenFacts& facts, const FacePlace& place) {
    constexpr double kDegree = std::numbers::pi / 180;
    const double undarkened = ramp(facts.eyes_lit, 0.20, 0.40);
    return {{"face.open_eyes", undarkened < 0.5 ? 1 : ramp(facts.shut, 0.9, 0.5)},
            {"face.close_mouth", ramp(facts.mouth_gap, 0.060, 0.028)},
            {"face.look_here", ramp(std::abs(facts.turned), 0.24, 0.10) * ramp(std::abs(place.tilt), 20 * kDegree, 8 * kDegree)},
            {"face.gaze", undarkened < 0.5 ? 1 : ramp(std::abs(facts.gaze_aside), 0.16, 0.07)},
            {"face.dark_glasses", undarkened},
            {"face.hat", ramp(facts.covered, 0.9, 0.5)}};
}

/// Somebody else who is not far behind.
Factor others_factor(std::span<const SeenFace> seen) {
    return {"face.others", seen.size() < 2 ? 1 : ramp(seen[1].height / seen[0].height, 0.5, 0.3)};
}

std::optional<FacePlace> pattern_place(const RgbaImage& picture, double scale) {
    auto face = find_face(picture);
    if (face) face->x = (face->x + 0.5) * scale - 0.5, face->y = (face->y + 0.5) * scale - 0.5, face->eye_distance *= scale;
    return face;
}

void judge(PhotoQuality& quality, std::vector<Factor> factors) {
    double product = 1;
    for (const Factor& f : factors) {
        product *= f.value;
        quality.checks.push_back({f.cause, f.value});
    }
    quality.score = static_cast<int>(std::lround(100 * product));
    auto sorted = quality.checks;
    std::stable_sort(sorted.begin(), sorted.end(), [](const PhotoCheck& a, const PhotoCheck& b) { return a.value < b.value; });
    for (const PhotoCheck& check : sorted)
        if (!check.good()) quality.causes.push_back(check.name);
}

}  // namespace

PhotoQuality photo_quality(const RgbaImage& image, std::span<const SeenFace> seen) {
    const auto refused = [](const char* cause) { return PhotoQuality{.score = 0, .causes = {cause}, .checks = {}, .eyes = {}}; };
    if (image.width < kLeastWidth || image.height < kLeastHeight) return refused("face.too_small");
    if (image.pixels.size() != static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height) * 4) return refused("face.not_found");
    const Smaller small = smaller(image, kSearchSize);
    std::optional<FacePlace> face = seen.empty() ? std::nullopt : place_of(seen.front());
    PhotoQuality quality;
    quality.by_networks = face.has_value();
    if (!face) face = pattern_place(small.image, small.scale);
    if (!face) return refused("face.not_found");
    const FacePatch patch = face_patch(image, *face);
    quality.eyes = PhotoEyes{face->x, face->y, face->eye_distance, face->tilt * 180 / std::numbers::pi};
    std::vector<Factor> factors = light_factors(light_facts(small.image, patch));
    for (const Factor& f : framing_factors(image, *face)) factors.push_back(f);
    for (const Factor& f : quality.by_networks ? seen_factors(seen_facts(seen.front(), *face, patch), *face) : pose_factors(expression_of(patch), *face)) factors.push_back(f);
    if (quality.by_networks) factors.push_back(others_factor(seen));
    judge(quality, factors);
    return quality;
}

}  // namespace loket::biometrics
