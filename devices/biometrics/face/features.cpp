#include "devices/biometrics/face/features.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "devices/biometrics/face/patch_view.h"

namespace loket::biometrics::detail {

namespace {

cv::Mat boxed(const cv::Mat& grey, double width, double height) {
    const auto odd = [](double v) { return static_cast<int>(std::lround(v * kPatchEyes)) | 1; };
    cv::Mat out;
    cv::boxFilter(grey, out, CV_32F, {odd(width), odd(height)});
    return out;
}

/// Grey level of the cheeks and the nose; never quite black.
double face_level(const cv::Mat& luminance) { return std::max(8.0, cv::mean(luminance(patch_region(-0.55, 0.3, 0.55, 0.6)))[0]); }

/// The face as it is, what is much lighter dimmed: beside dark skin a white scarf would outshine the eyes.
cv::Mat without_glare(const cv::Mat& luminance) {
    constexpr double kLighter = 1.6;
    return cv::min(luminance, std::min(255.0, kLighter * face_level(luminance)));
}

/// How much darker a flat spot is than what lies about it: eyes open or closed, also brows.
cv::Mat eye_darkness(const cv::Mat& luminance) {
    constexpr double kBlack = 16;
    const cv::Mat inner = boxed(luminance, 0.26, 0.09), around = boxed(luminance, 0.55, 0.36);
    return (around - inner) / (around + kBlack);
}

/// How much darker an iris is than the white on both its sides; the line of a closed lid goes on at its sides.
cv::Mat iris_contrast(const cv::Mat& luminance) {
    const cv::Mat disc = boxed(luminance, 0.11, 0.10), white = boxed(luminance, 0.07, 0.05);
    const int beside = kPatchEyes * 15 / 100, width = white.cols - 2 * beside;
    cv::Mat contrast = cv::Mat::zeros(luminance.size(), CV_32F);
    const cv::Rect inner(beside, 0, width, white.rows);
    contrast(inner) = cv::min(white(cv::Rect(0, 0, width, white.rows)), white(cv::Rect(2 * beside, 0, width, white.rows))) - disc(inner);
    return cv::max(contrast, 0);
}

struct Place {
    int x, y;
    double value;
};

/// Likely places of one eye, best per cell of a coarse raster so that pairs stay few.
std::vector<Place> eye_places(const cv::Mat& darkness, const cv::Mat& irises, double side) {
    constexpr int kRaster = 4;
    constexpr double kBrow = 0.35;  // a brow above speaks for an eye
    const cv::Rect window = patch_region(side - 0.22, -0.18, side + 0.22, 0.20);
    const int brow = kPatchEyes * 23 / 100;
    std::vector<Place> places;
    for (int y = window.y; y < window.y + window.height; y += kRaster)
        for (int x = window.x; x < window.x + window.width; x += kRaster) {
            Place best{x, y, -1};
            for (int v = y; v < y + kRaster; ++v)
                for (int u = x; u < x + kRaster; ++u) {
                    const double value = darkness.at<float>(v, u) + kBrow * std::max(0.0F, darkness.at<float>(std::max(0, v - brow), u)) + irises.at<float>(v, u);
                    if (value > best.value) best = {u, v, value};
                }
            places.push_back(best);
        }
    return places;
}

/// Both eyes equally strong, level, and about where they were expected.
double pair_value(const Place& left, const Place& right) {
    const double apart = static_cast<double>(right.x - left.x) / kPatchEyes, tilt = static_cast<double>(right.y - left.y) / kPatchEyes;
    const double off_x = ((left.x + right.x) / 2.0 - kPatchX) / kPatchEyes, off_y = ((left.y + right.y) / 2.0 - kPatchY) / kPatchEyes;
    return std::min(left.value, right.value) + 0.3 * (left.value + right.value) - 1.0 * std::abs(tilt) - 0.4 * std::abs(apart - 1) - 0.5 * std::abs(off_x) - 0.5 * std::abs(off_y);
}

double gradient_in(const cv::Mat& luminance, const cv::Rect& region) {
    cv::Mat dx, dy;
    cv::Sobel(luminance(region), dx, CV_32F, 1, 0);
    cv::Sobel(luminance(region), dy, CV_32F, 0, 1);
    return cv::mean(cv::abs(dx) + cv::abs(dy))[0];
}

double strongest(const cv::Mat& contrast, double side) {
    double most = 0;
    cv::minMaxLoc(contrast(patch_region(side - 0.14, -0.08, side + 0.14, 0.08)), nullptr, &most);
    return most;
}

/// Pixels of the parts in the middle that do not reach the border: hair, a collar or the shadow under the chin come
/// in from outside or lie aside.
int islands(const cv::Mat& mask) {
    const int middle = mask.cols / 2, near = kPatchEyes / 8;
    cv::Mat labels, stats, centroids;
    const int count = cv::connectedComponentsWithStats(mask, labels, stats, centroids);
    int pixels = 0;
    for (int i = 1; i < count; ++i) {
        const int left = stats.at<int>(i, cv::CC_STAT_LEFT), top = stats.at<int>(i, cv::CC_STAT_TOP);
        const int right = left + stats.at<int>(i, cv::CC_STAT_WIDTH), bottom = top + stats.at<int>(i, cv::CC_STAT_HEIGHT);
        const bool inner = left > 0 && top > 0 && right < mask.cols && bottom < mask.rows;
        if (inner && left < middle + near && right > middle - near) pixels += stats.at<int>(i, cv::CC_STAT_AREA);
    }
    return pixels;
}

/// Dark and red, more than a line: neither the seam of closed lips nor the hairs of a moustache.
double mouth_open(const FacePatch& face, double level) {
    constexpr double kDark = 0.40, kRed = 1.5;
    const cv::Mat luminance = patch_view(face.luminance), color = patch_view(face.color);
    const cv::Rect window = patch_region(-0.42, 0.72, 0.42, 1.5);
    cv::Mat inside(window.height, window.width, CV_8U);
    for (int y = 0; y < window.height; ++y)
        for (int x = 0; x < window.width; ++x) {
            const auto& p = color.at<cv::Vec4b>(window.y + y, window.x + x);
            inside.at<std::uint8_t>(y, x) = luminance.at<std::uint8_t>(window.y + y, window.x + x) < kDark * level && p[0] > kRed * p[1] ? 255 : 0;
        }
    cv::morphologyEx(inside, inside, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {9, 4}));
    return static_cast<double>(islands(inside)) / (kPatchEyes * kPatchEyes);
}

/// Likeness of a strip with its mirror image about column `middle`.
double mirror_likeness(const cv::Mat& detail, int middle, const cv::Rect& rows, int half) {
    const cv::Mat left = detail(cv::Rect(middle - half, rows.y, half, rows.height)), right = detail(cv::Rect(middle + 1, rows.y, half, rows.height));
    cv::Mat turned;
    cv::flip(right, turned, 1);
    return 2 * left.dot(turned) / std::max(1e-3, left.dot(left) + turned.dot(turned));
}

/// The nose stands out of the face, so it moves aside first when the head turns.
double nose_offset(const cv::Mat& luminance) {
    cv::Mat detail, coarse;
    luminance.convertTo(detail, CV_32F);
    cv::GaussianBlur(detail, coarse, {}, 0.12 * kPatchEyes);
    detail -= coarse;
    cv::GaussianBlur(detail, detail, {}, 0.015 * kPatchEyes);
    const cv::Rect window = patch_region(-0.30, 0.48, 0.30, 0.88);
    int best = kPatchX;
    double best_value = -1;
    for (int x = window.x; x < window.x + window.width; ++x)
        if (const double value = mirror_likeness(detail, x, window, kPatchEyes * 3 / 10); value > best_value) best = x, best_value = value;
    return static_cast<double>(best - kPatchX) / kPatchEyes;
}

/// Eye distances from the middle to the first sudden change of colour on one side (-1 left, 1 right) of a row:
/// shading is gradual, the border of the face with hair, scarf or wall is not.
double face_edge(const cv::Mat& color, int y, int side, double level) {
    constexpr double kSudden = 0.20;
    constexpr int kNear = 52, kReach = 4, kMost = kPatchX - 1 - kReach;
    const cv::Vec3f* row = color.ptr<cv::Vec3f>(y) + kPatchX;
    for (int off = kNear; off < kMost; ++off) {
        const cv::Vec3f d = row[side * (off + kReach)] - row[side * (off - kReach)];
        if (std::max({std::abs(d[0]), std::abs(d[1]), std::abs(d[2])}) > kSudden * level) return static_cast<double>(off) / kPatchEyes;
    }
    return static_cast<double>(kMost) / kPatchEyes;
}

/// Of a turned head the far side is seen narrower. Cheek rows: below glasses and ears, above the jaw.
double sides_unequal(const FacePatch& face, double level) {
    cv::Mat color;
    cv::cvtColor(patch_view(face.color), color, cv::COLOR_RGBA2RGB);
    cv::blur(color, color, {3, 9});
    color.convertTo(color, CV_32F);
    std::vector<double> shares;
    for (int y = kPatchY + kPatchEyes * 42 / 100; y < kPatchY + kPatchEyes * 80 / 100; y += 2) {
        const double left = face_edge(color, y, -1, level), right = face_edge(color, y, 1, level);
        shares.push_back((left - right) / (left + right));
    }
    std::nth_element(shares.begin(), shares.begin() + static_cast<std::ptrdiff_t>(shares.size() / 2), shares.end());
    return shares[shares.size() / 2];
}

}  // namespace

EyePair find_eyes(const FacePatch& rough) {
    const cv::Mat luminance = without_glare(patch_view(rough.luminance)), darkness = eye_darkness(luminance);
    const cv::Mat irises = iris_contrast(luminance) / face_level(luminance);
    const std::vector<Place> lefts = eye_places(darkness, irises, -0.5), rights = eye_places(darkness, irises, 0.5);
    EyePair pair;
    double best = -1e9;
    for (const Place& left : lefts)
        for (const Place& right : rights) {
            const double value = pair_value(left, right);
            if (value <= best) continue;
            best = value;
            const double weaker = std::min(darkness.at<float>(left.y, left.x), darkness.at<float>(right.y, right.x));
            pair = {static_cast<double>(left.x), static_cast<double>(left.y), static_cast<double>(right.x), static_cast<double>(right.y), weaker};
        }
    return pair;
}

double cheek_unrest(const FacePatch& face) {
    const cv::Mat luminance = patch_view(face.luminance);
    const double cheeks = gradient_in(luminance, patch_region(-0.62, 0.3, -0.28, 0.62)) + gradient_in(luminance, patch_region(0.28, 0.3, 0.62, 0.62));
    const double eyes = gradient_in(luminance, patch_region(-0.7, -0.15, -0.3, 0.15)) + gradient_in(luminance, patch_region(0.3, -0.15, 0.7, 0.15));
    return cheeks / std::max(1.0, eyes);
}

Expression expression_of(const FacePatch& face) {
    const cv::Mat luminance = patch_view(face.luminance);
    const cv::Mat irises = iris_contrast(without_glare(luminance));
    const double level = face_level(luminance);
    return {std::min(strongest(irises, -0.5), strongest(irises, 0.5)) / level, mouth_open(face, level), nose_offset(luminance),
            sides_unequal(face, level)};
}

}  // namespace loket::biometrics::detail
