#include "devices/biometrics/face/face_finder.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "devices/biometrics/face/features.h"
#include "devices/biometrics/face/patch_view.h"

namespace loket::biometrics::detail {

namespace {

constexpr int kEyes = 10;                      // px between the eyes of the pattern
constexpr int kPatternWidth = 23, kPatternHeight = 20;
constexpr int kPatternX = 11, kPatternY = 7;  // where the middle between its eyes lies
constexpr double kLeastLikeness = 0.38;  // of the pattern alone
constexpr double kLeastFinal = 0.42;     // with the eyes looked at closely

/// A smooth spot of the pattern, in eye distances from the middle between the eyes.
struct Spot {
    float x, y, wide, high, light;
};

/// Proportions of a face seen from the front: eyes 1 apart, mouth 1.05 below. `sides` is the light beside the face:
/// mostly it falls away or hair begins (below 0), but a light scarf round dark skin is the other way.
cv::Mat face_pattern(float sides) {
    const Spot spots[] = {
        {-0.5F, 0.0F, 0.14F, 0.08F, -1.7F}, {0.5F, 0.0F, 0.14F, 0.08F, -1.7F},      // eyes
        {-0.5F, -0.22F, 0.20F, 0.06F, -0.5F}, {0.5F, -0.22F, 0.20F, 0.06F, -0.5F},  // brows
        {0.0F, -0.1F, 0.11F, 0.25F, 0.5F},                                         // bridge of the nose
        {0.0F, -0.5F, 0.45F, 0.12F, 0.8F},                                         // forehead
        {-0.45F, 0.40F, 0.20F, 0.22F, 0.6F}, {0.45F, 0.40F, 0.20F, 0.22F, 0.6F},    // cheeks
        {0.0F, 0.74F, 0.15F, 0.06F, -0.6F},                                        // nostrils
        {0.0F, 1.06F, 0.24F, 0.08F, -0.6F},                                        // mouth
        {-1.0F, 0.3F, 0.12F, 0.6F, sides}, {1.0F, 0.3F, 0.12F, 0.6F, sides},
    };
    cv::Mat pattern = cv::Mat::zeros(kPatternHeight, kPatternWidth, CV_32F);
    for (int y = 0; y < kPatternHeight; ++y)
        for (int x = 0; x < kPatternWidth; ++x)
            for (const Spot& s : spots) {
                const float u = (static_cast<float>(x - kPatternX) / kEyes - s.x) / s.wide, v = (static_cast<float>(y - kPatternY) / kEyes - s.y) / s.high;
                pattern.at<float>(y, x) += s.light * std::exp(-(u * u + v * v) / 2);
            }
    return pattern;
}

/// Local brightness and contrast taken out: what remains is the pattern of light and dark.
cv::Mat flattened(const cv::Mat& grey) {
    constexpr double kReach = 0.55 * kEyes, kGrain = 4;
    cv::Mat f, mean, spread;
    grey.convertTo(f, CV_32F);
    cv::GaussianBlur(f, mean, {}, kReach);
    f -= mean;
    cv::GaussianBlur(f.mul(f), spread, {}, 1.5 * kReach);
    cv::sqrt(spread, spread);
    return f / (spread + kGrain);
}

/// Portraits hold the eyes in the middle, above half height, a quarter of the width apart; of two like places the better framed one is meant.
double misplacement(const cv::Mat& picture, const FacePlace& place) {
    const double u = place.x / picture.cols - 0.5, v = place.y / picture.rows - 0.42, size = std::log(4 * place.eye_distance / picture.cols);
    return 1.2 * (u * u + v * v) + 0.16 * std::abs(size);
}

/// The best places for a face whose eyes are `eyes` px apart in the picture.
void search_size(const cv::Mat& picture, const cv::Mat& pattern, double eyes, std::vector<FacePlace>& places) {
    constexpr int kPlaces = 3;
    const double scale = eyes / kEyes;
    const cv::Size size(static_cast<int>(picture.cols / scale), static_cast<int>(picture.rows / scale));
    if (size.width < kPatternWidth || size.height < kPatternHeight) return;
    cv::Mat small, likeness;
    cv::resize(picture, small, size, 0, 0, scale > 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    cv::matchTemplate(flattened(small), pattern, likeness, cv::TM_CCOEFF_NORMED);
    for (int i = 0; i < kPlaces; ++i) {
        double value = 0;
        cv::Point where;
        cv::minMaxLoc(likeness, nullptr, &value, nullptr, &where);
        if (value < kLeastLikeness) return;
        FacePlace place{(where.x + kPatternX + 0.5) * picture.cols / size.width - 0.5, (where.y + kPatternY + 0.5) * picture.rows / size.height - 0.5, eyes};
        place.likeness = value - misplacement(picture, place);
        places.push_back(place);
        cv::circle(likeness, where, kEyes / 3, -1, cv::FILLED);
    }
}

/// The same face on the eyes that are really there; likeness falls where they are weak or the cheeks are not calm.
FacePlace settled(const RgbaImage& picture, const FacePlace& rough) {
    const EyePair eyes = find_eyes(face_patch(picture, rough));
    const double scale = rough.eye_distance / kPatchEyes, c = std::cos(rough.tilt), s = std::sin(rough.tilt);
    const double u = ((eyes.left_x + eyes.right_x) / 2 - kPatchX) * scale, v = ((eyes.left_y + eyes.right_y) / 2 - kPatchY) * scale;
    const double across = eyes.right_x - eyes.left_x, down = eyes.right_y - eyes.left_y;
    FacePlace place{rough.x + c * u - s * v, rough.y + s * u + c * v, std::hypot(across, down) * scale, rough.tilt + std::atan2(down, across), rough.likeness};
    place.likeness += std::min(0.15, eyes.darkness) - 0.4 * std::max(0.0, cheek_unrest(face_patch(picture, place)) - 0.4);
    return place;
}

/// The likeliest face of those the pattern finds at any size.
FacePlace best_face(const RgbaImage& picture, const cv::Mat& luminance, const cv::Mat& pattern) {
    constexpr double kLeast = 0.045, kMost = 0.42, kStep = 1.12;  // eye distance as a share of the picture's width
    constexpr std::size_t kTried = 6;
    std::vector<FacePlace> places;
    for (double eyes = kMost * picture.width; eyes >= std::max(kLeast * picture.width, 0.8 * kEyes); eyes /= kStep) search_size(luminance, pattern, eyes, places);
    std::stable_sort(places.begin(), places.end(), [](const FacePlace& a, const FacePlace& b) { return a.likeness > b.likeness; });
    if (places.size() > kTried) places.resize(kTried);
    FacePlace best;
    for (const FacePlace& place : places)
        if (const FacePlace face = settled(picture, place); face.likeness > best.likeness) best = face;
    return best;
}

/// Logarithms make eyes in dark skin as deep as in light skin.
cv::Mat deepened(const cv::Mat& luminance) {
    constexpr double kBlack = 16;
    cv::Mat f;
    luminance.convertTo(f, CV_32F, 1, kBlack);
    cv::log(f, f);
    const double darkest = std::log(kBlack), lightest = std::log(255 + kBlack);
    f.convertTo(f, CV_8U, 255 / (lightest - darkest), -255 * darkest / (lightest - darkest));
    return f;
}

}  // namespace

std::optional<FacePlace> find_face(const RgbaImage& picture) {
    constexpr float kDarkSides = -0.9F, kLightSides = 0.9F;
    constexpr double kSure = 0.55, kClearly = 0.05;
    const GrayImage luminance = luminance_of(picture);
    FacePlace best = best_face(picture, patch_view(luminance), face_pattern(kDarkSides));
    if (best.likeness < kSure)
        if (const FacePlace other = best_face(picture, deepened(patch_view(luminance)), face_pattern(kLightSides)); other.likeness > best.likeness + kClearly) best = other;
    if (best.likeness < kLeastFinal) return std::nullopt;
    return best;
}

FacePatch face_patch(const RgbaImage& picture, const FacePlace& place) {
    FacePatch patch;
    const double scale = kPatchEyes / place.eye_distance, c = scale * std::cos(place.tilt), t = scale * std::sin(place.tilt);
    const cv::Matx23d to(c, t, kPatchX - c * place.x - t * place.y, -t, c, kPatchY + t * place.x - c * place.y);
    cv::Mat color = patch_view(patch.color), luminance = patch_view(patch.luminance);
    cv::warpAffine(patch_view(picture), color, to, color.size(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    cv::cvtColor(color, luminance, cv::COLOR_RGBA2GRAY);
    return patch;
}

GrayImage luminance_of(const RgbaImage& picture) {
    GrayImage out(picture.width, picture.height, picture.dpi);
    cv::Mat grey = patch_view(out);
    cv::cvtColor(patch_view(picture), grey, cv::COLOR_RGBA2GRAY);
    return out;
}

Smaller smaller(const RgbaImage& picture, int longer) {
    const double scale = std::max(1.0, static_cast<double>(std::max(picture.width, picture.height)) / longer);
    Smaller result{RgbaImage(std::max(1, static_cast<int>(picture.width / scale)), std::max(1, static_cast<int>(picture.height / scale)), picture.dpi), scale};
    cv::Mat to = patch_view(result.image);
    cv::resize(patch_view(picture), to, to.size(), 0, 0, cv::INTER_AREA);
    return result;
}

}  // namespace loket::biometrics::detail
