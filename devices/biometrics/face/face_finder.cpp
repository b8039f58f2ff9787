#include "devices/biometrics/face/face_finder.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace loket::biometrics::detail {

namespace {

constexpr int kEyes = 10;                      // px between the eyes of the pattern
constexpr int kPatternWidth = 23, kPatternHeight = 20;
constexpr int kPatternX = 11, kPatternY = 7;  // where the middle between its eyes lies
constexpr double kLeastLikeness = 0.42;

cv::Mat view(const GrayImage& image) { return {image.height, image.width, CV_8U, const_cast<std::uint8_t*>(image.pixels.data())}; }
cv::Mat view(const RgbaImage& image) { return {image.height, image.width, CV_8UC4, const_cast<std::uint8_t*>(image.pixels.data())}; }

/// A smooth spot of the pattern, in eye distances from the middle between the eyes.
struct Spot {
    float x, y, wide, high, light;
};

/// Proportions of a face seen from the front: eyes 1 apart, mouth 1.05 below.
cv::Mat face_pattern() {
    static constexpr Spot kSpots[] = {
        {-0.5F, 0.0F, 0.14F, 0.08F, -1.7F}, {0.5F, 0.0F, 0.14F, 0.08F, -1.7F},      // eyes
        {-0.5F, -0.22F, 0.20F, 0.06F, -0.5F}, {0.5F, -0.22F, 0.20F, 0.06F, -0.5F},  // brows
        {0.0F, -0.1F, 0.11F, 0.25F, 0.5F},                                         // bridge of the nose
        {0.0F, -0.5F, 0.45F, 0.12F, 0.8F},                                         // forehead
        {-0.45F, 0.40F, 0.20F, 0.22F, 0.6F}, {0.45F, 0.40F, 0.20F, 0.22F, 0.6F},    // cheeks
        {0.0F, 0.74F, 0.15F, 0.06F, -0.6F},                                        // nostrils
        {0.0F, 1.06F, 0.24F, 0.08F, -0.6F},                                        // mouth
        {-1.0F, 0.3F, 0.12F, 0.6F, -0.9F}, {1.0F, 0.3F, 0.12F, 0.6F, -0.9F},        // the face falls away, or hair begins
    };
    cv::Mat pattern = cv::Mat::zeros(kPatternHeight, kPatternWidth, CV_32F);
    for (int y = 0; y < kPatternHeight; ++y)
        for (int x = 0; x < kPatternWidth; ++x)
            for (const Spot& s : kSpots) {
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

/// Looks for faces of one size: `eyes` px apart in the picture.
void search_size(const cv::Mat& picture, const cv::Mat& pattern, double eyes, FacePlace& best) {
    const double scale = eyes / kEyes;
    const cv::Size size(static_cast<int>(picture.cols / scale), static_cast<int>(picture.rows / scale));
    if (size.width < kPatternWidth || size.height < kPatternHeight) return;
    cv::Mat small, likeness;
    cv::resize(picture, small, size, 0, 0, scale > 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    cv::matchTemplate(flattened(small), pattern, likeness, cv::TM_CCOEFF_NORMED);
    double value = 0;
    cv::Point where;
    cv::minMaxLoc(likeness, nullptr, &value, nullptr, &where);
    if (value > best.likeness)
        best = {(where.x + kPatternX + 0.5) * picture.cols / size.width - 0.5, (where.y + kPatternY + 0.5) * picture.rows / size.height - 0.5, eyes, value};
}

}  // namespace

std::optional<FacePlace> find_face(const GrayImage& picture) {
    constexpr double kLeast = 0.045, kPortrait = 0.14, kMost = 0.42, kStep = 1.12;  // eye distance as a share of the picture's width
    const cv::Mat image = view(picture), pattern = face_pattern();
    FacePlace near, far;
    for (double eyes = kMost * picture.width; eyes >= std::max(kLeast * picture.width, 0.8 * kEyes); eyes /= kStep)
        search_size(image, pattern, eyes, eyes > kPortrait * picture.width ? near : far);
    // A whole face holds smaller look-alikes (nostrils over a mouth): the portrait comes first.
    if (near.likeness > kLeastLikeness) return near;
    if (far.likeness > kLeastLikeness + 0.05) return far;
    return std::nullopt;
}

FacePatch face_patch(const RgbaImage& picture, const FacePlace& place) {
    FacePatch patch;
    const double scale = kPatchEyes / place.eye_distance;
    cv::Matx23d to(scale, 0, kPatchX - scale * place.x, 0, scale, kPatchY - scale * place.y);
    cv::Mat color = view(patch.color), luminance = view(patch.luminance);
    cv::warpAffine(view(picture), color, to, color.size(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    cv::cvtColor(color, luminance, cv::COLOR_RGBA2GRAY);
    return patch;
}

GrayImage luminance_of(const RgbaImage& picture) {
    GrayImage out(picture.width, picture.height, picture.dpi);
    cv::Mat grey = view(out);
    cv::cvtColor(view(picture), grey, cv::COLOR_RGBA2GRAY);
    return out;
}

Smaller smaller(const RgbaImage& picture, int longer) {
    const double scale = std::max(1.0, static_cast<double>(std::max(picture.width, picture.height)) / longer);
    Smaller result{RgbaImage(std::max(1, static_cast<int>(picture.width / scale)), std::max(1, static_cast<int>(picture.height / scale)), picture.dpi), scale};
    cv::Mat to = view(result.image);
    cv::resize(view(picture), to, to.size(), 0, 0, cv::INTER_AREA);
    return result;
}

}  // namespace loket::biometrics::detail
