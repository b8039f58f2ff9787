#include "devices/biometrics/face/seen_checks.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "devices/biometrics/face/patch_view.h"

namespace loket::biometrics::detail {

namespace {

constexpr std::size_t kLeftEye = 36, kRightEye = 42, kEyeMarks = 6, kNoseTip = 30;

double apart(const FacePoint& a, const FacePoint& b) { return std::hypot(a.x - b.x, a.y - b.y); }

FacePoint eye_middle(const SeenFace& face, std::size_t first) {
    FacePoint sum;
    for (std::size_t i = first; i < first + kEyeMarks; ++i) sum.x += face.marks[i].x / kEyeMarks, sum.y += face.marks[i].y / kEyeMarks;
    return sum;
}

/// Height of an eye over its width.
double openness(const SeenFace& face, std::size_t first) {
    const auto& m = face.marks;
    return (apart(m[first + 1], m[first + 5]) + apart(m[first + 2], m[first + 4])) / (2 * std::max(1e-3, apart(m[first], m[first + 3])));
}

double shut_eyes(const SeenFace& face) {
    constexpr double kNarrower = 0.6;
    const double left = openness(face, kLeftEye), right = openness(face, kRightEye);
    const double both = std::min(face.left_shut, face.right_shut);
    if (left < kNarrower * right) return std::max(both, face.left_shut);
    if (right < kNarrower * left) return std::max(both, face.right_shut);
    return both;
}

/// Where a point of the picture lies in the patch.
cv::Point2d in_patch(const FacePoint& p, const FacePlace& place) {
    const double scale = kPatchEyes / place.eye_distance, c = std::cos(place.tilt), s = std::sin(place.tilt), x = p.x - place.x, y = p.y - place.y;
    return {kPatchX + scale * (c * x + s * y), kPatchY + scale * (-s * x + c * y)};
}

/// How far the dark of one eye lies right of the middle between its corners, share of its width. Only what is darker than the rest of the opening counts.
double iris_aside(const SeenFace& face, std::size_t first, const FacePlace& place, const cv::Mat& luminance) {
    std::vector<cv::Point> outline;
    for (std::size_t i = first; i < first + kEyeMarks; ++i) outline.emplace_back(in_patch(face.marks[i], place));
    cv::Mat inside = cv::Mat::zeros(luminance.size(), CV_8U);
    cv::fillConvexPoly(inside, outline, cv::Scalar(255));
    const double left = in_patch(face.marks[first], place).x, right = in_patch(face.marks[first + 3], place).x, level = cv::mean(luminance, inside)[0];
    double weight = 0, sum = 0;
    for (int y = 0; y < inside.rows; ++y)
        for (int x = 0; x < inside.cols; ++x)
            if (const double dark = level - luminance.at<std::uint8_t>(y, x); inside.at<std::uint8_t>(y, x) != 0 && dark > 0) weight += dark * dark, sum += dark * dark * x;
    return weight > 0 && right > left ? (sum / weight - (left + right) / 2) / (right - left) : 0;
}

cv::Vec3d colour_of(const FacePatch& patch, double left, double top, double right, double bottom) {
    const auto mean = cv::mean(patch_view(patch.color)(patch_region(left, top, right, bottom)));
    return {mean[0], mean[1], mean[2]};
}

double brightness(const cv::Vec3d& c) { return 0.299 * c[0] + 0.587 * c[1] + 0.114 * c[2]; }
double unlike(const cv::Vec3d& a, const cv::Vec3d& b) { return cv::norm(a - b) / std::max(32.0, std::max(brightness(a), brightness(b))); }

/// A cap is of another colour than skin and hair, which are warm (red, then green, then blue), black or grey; a scarf's colour goes all round
/// the face. So black, white and brown caps pass.
double covered_forehead(const FacePatch& patch) {
    constexpr double kHue = 0.25, kRound = 0.3, kLeastLight = 24;
    const auto over = colour_of(patch, -0.5, -0.98, 0.5, -0.7);
    const auto [least, most] = std::minmax({over[0], over[1], over[2]});
    const bool warm = over[0] >= over[1] && over[1] >= 0.95 * over[2];
    if (warm || most < kLeastLight || (most - least) / most < kHue) return 0;
    const double beside = std::min(unlike(over, colour_of(patch, -1.35, 0.2, -1.1, 0.9)), unlike(over, colour_of(patch, 1.1, 0.2, 1.35, 0.9)));
    return beside < kRound ? 0 : std::min(unlike(over, colour_of(patch, -0.5, 0.3, 0.5, 0.6)), beside);
}

}  // namespace

std::optional<FacePlace> place_of(const SeenFace& face) {
    const auto left = eye_middle(face, kLeftEye), right = eye_middle(face, kRightEye);
    const double distance = apart(left, right);
    if (!(distance > 2) || right.x <= left.x) return std::nullopt;
    return FacePlace{(left.x + right.x) / 2, (left.y + right.y) / 2, distance, std::atan2(right.y - left.y, right.x - left.x), 1};
}

// The nose comes nearer to the side of the jaw that it is turned to.
double jaw_turn(const SeenFace& face, const FacePlace& place) {
    const double c = std::cos(place.tilt), s = std::sin(place.tilt);
    const auto along = [&](std::size_t i) { return c * face.marks[i].x + s * face.marks[i].y; };
    double sum = 0;
    for (std::size_t i = 1; i <= 3; ++i) sum += (2 * along(kNoseTip) - along(i) - along(16 - i)) / std::max(1.0, along(16 - i) - along(i));
    return sum / 3;
}

double mouth_gap(const SeenFace& face, const FacePlace& place) {
    const auto& m = face.marks;
    return (apart(m[61], m[67]) + apart(m[62], m[66]) + apart(m[63], m[65])) / (3 * place.eye_distance);
}

SeenFacts seen_facts(const SeenFace& face, const FacePlace& place, const FacePatch& patch) {
    const cv::Mat luminance = patch_view(patch.luminance);
    SeenFacts facts;
    facts.shut = shut_eyes(face);
    facts.mouth_gap = mouth_gap(face, place);
    facts.turned = jaw_turn(face, place);
    facts.gaze_aside = (iris_aside(face, kLeftEye, place, luminance) + iris_aside(face, kRightEye, place, luminance)) / 2;
    const double sockets = std::max(cv::mean(luminance(patch_region(-0.75, -0.12, -0.25, 0.18)))[0], cv::mean(luminance(patch_region(0.25, -0.12, 0.75, 0.18)))[0]);
    facts.eyes_lit = sockets / std::max(8.0, cv::mean(luminance(patch_region(-0.55, 0.35, 0.55, 0.6)))[0]);
    facts.covered = covered_forehead(patch);
    return facts;
}

}  // namespace loket::biometrics::detail
