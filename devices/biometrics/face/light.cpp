#include "devices/biometrics/face/light.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "devices/biometrics/face/patch_view.h"

namespace loket::biometrics::detail {

namespace {

/// Value below which a share of the samples lies.
float quantile(std::vector<float>& samples, double share) {
    if (samples.empty()) return 0;
    const auto at = samples.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(samples.size() - 1));
    std::nth_element(samples.begin(), at, samples.end());
    return *at;
}

std::vector<float> samples_of(const cv::Mat& grey) {
    cv::Mat f;
    grey.convertTo(f, CV_32F);
    return {f.begin<float>(), f.end<float>()};
}

double clipped_share(const cv::Mat& color) {
    constexpr int kBurnt = 250;
    int burnt = 0;
    for (int y = 0; y < color.rows; ++y)
        for (int x = 0; x < color.cols; ++x) {
            const auto& p = color.at<cv::Vec4b>(y, x);
            burnt += (p[0] >= kBurnt) + (p[1] >= kBurnt) + (p[2] >= kBurnt) >= 2;  // red alone burns early on light skin
        }
    return static_cast<double>(burnt) / std::max(1, color.rows * color.cols);
}

/// White of all three colours and far above the face: the glints of the eyes themselves are too small to count.
double mirrored_share(const FacePatch& face) {
    constexpr int kWhite = 240;
    constexpr double kAbove = 1.7;
    const cv::Mat strip = patch_view(face.color)(patch_region(-0.85, -0.28, 0.85, 0.28));
    const double level = cv::mean(patch_view(face.luminance)(patch_region(-0.55, 0.3, 0.55, 0.6)))[0];
    if (level * kAbove > kWhite) return 0;
    int white = 0;
    for (int y = 0; y < strip.rows; ++y)
        for (int x = 0; x < strip.cols; ++x) {
            const auto& p = strip.at<cv::Vec4b>(y, x);
            white += p[0] >= kWhite && p[1] >= kWhite && p[2] >= kWhite;
        }
    return static_cast<double>(white) / (strip.rows * strip.cols);
}

double one_sided(const cv::Mat& luminance) {
    const double left = cv::mean(luminance(patch_region(-0.65, 0.25, -0.3, 0.7)))[0], right = cv::mean(luminance(patch_region(0.3, 0.25, 0.65, 0.7)))[0];
    return std::abs(left - right) / std::max(1.0, (left + right) / 2);
}

/// Eyes always hold a sharp edge, whoever looks; the ninety-eighth of a hundred steps stands for it.
double sharpness(const cv::Mat& luminance) {
    cv::Mat dx, dy, length, eyes;
    cv::GaussianBlur(luminance(patch_region(-0.8, -0.2, 0.8, 0.25)), eyes, {}, 0.8);
    cv::Sobel(eyes, dx, CV_32F, 1, 0, 3, 1.0 / 8);
    cv::Sobel(eyes, dy, CV_32F, 0, 1, 3, 1.0 / 8);
    cv::magnitude(dx, dy, length);
    std::vector<float> steps = samples_of(length), greys = samples_of(eyes);
    const float range = quantile(greys, 0.98) - quantile(greys, 0.02);
    return quantile(steps, 0.98) / std::max(8.0F, range);
}

/// Beside and above the head: what a portrait shows of the wall.
cv::Mat ground_of(const RgbaImage& picture) {
    const cv::Mat image = patch_view(picture);
    const int side = std::max(2, picture.width / 14), down = picture.height * 45 / 100, top = std::max(2, picture.height / 30);
    cv::Mat ground;
    for (const cv::Rect& part : {cv::Rect(0, 0, side, down), cv::Rect(picture.width - side, 0, side, down), cv::Rect(0, 0, picture.width, top)})
        ground.push_back(image(part).clone().reshape(4, part.area()));
    return ground;
}

double ground_level(const cv::Mat& ground) {
    cv::Mat grey;
    cv::cvtColor(ground, grey, cv::COLOR_RGBA2GRAY);
    std::vector<float> samples = samples_of(grey);
    return quantile(samples, 0.5) / 255;
}

/// Share of the ground whose colour is off its middle colour by more than a gentle falling-off of light.
double ground_unrest(const cv::Mat& ground) {
    constexpr float kOff = 30;
    std::array<float, 3> middle{};
    for (int channel = 0; channel < 3; ++channel) {
        cv::Mat plane;
        cv::extractChannel(ground, plane, channel);
        std::vector<float> samples = samples_of(plane);
        middle[static_cast<std::size_t>(channel)] = quantile(samples, 0.5);
    }
    int off = 0;
    for (int i = 0; i < ground.rows; ++i) {
        const auto& p = ground.at<cv::Vec4b>(i);
        float most = 0;
        for (int channel = 0; channel < 3; ++channel) most = std::max(most, std::abs(static_cast<float>(p[channel]) - middle[static_cast<std::size_t>(channel)]));
        off += most > kOff;
    }
    return static_cast<double>(off) / std::max(1, ground.rows);
}

}  // namespace

LightFacts light_facts(const RgbaImage& picture, const FacePatch& face) {
    const cv::Mat luminance = patch_view(face.luminance), ground = ground_of(picture);
    std::vector<float> levels = samples_of(luminance(patch_region(-0.8, -0.5, 0.8, 1.2)));
    LightFacts facts;
    facts.brightest = std::max<double>(quantile(levels, 0.99) / 255, ground_level(ground));
    facts.clipped = clipped_share(patch_view(face.color)(patch_region(-0.7, -0.5, 0.7, 1.2)));
    facts.mirrored = mirrored_share(face);
    facts.one_sided = one_sided(luminance);
    facts.sharpness = sharpness(luminance);
    facts.background_unrest = ground_unrest(ground);
    return facts;
}

}  // namespace loket::biometrics::detail
