#include "devices/biometrics/iris/eye_geometry.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace loket::biometrics::detail {

namespace {

constexpr int kAngles = 24;
constexpr int kCandidates = 5;
constexpr double kUsualRatio = 2.2;  // iris to pupil radius
constexpr int kLeastPupil = 5, kMostPupil = 52;  // radius at search size

cv::Mat view(const GrayImage& image) {
    return {image.height, image.width, CV_8U, const_cast<std::uint8_t*>(image.pixels.data())};
}

/// What a closed outline with light outside and dark inside shows along its normals.
struct Edge {
    double contrast = 0;  ///< mean step outwards, grey levels; single angles count up to a limit
    double support = 0;   ///< share of the angles with a clear step
};

struct Ray {
    double cos = 1, sin = 0;
};

std::array<Ray, kAngles> round_about() {
    std::array<Ray, kAngles> rays;
    for (int i = 0; i < kAngles; ++i) {
        const double angle = 2 * std::numbers::pi * (i + 0.5) / kAngles;
        rays[static_cast<std::size_t>(i)] = {std::cos(angle), std::sin(angle)};
    }
    return rays;
}

/// The lids hide top and bottom of an iris, the upper more: its edge is sought left, right and a little below.
bool sideways(const Ray& ray) { return ray.sin > -0.35 && ray.sin < 0.6; }

int nearest(const GrayImage& image, double x, double y) {
    const int column = std::clamp(static_cast<int>(x + 0.5), 0, image.width - 1);
    const int row = std::clamp(static_cast<int>(y + 0.5), 0, image.height - 1);
    return image.at(column, row);
}

struct Search {
    const GrayImage& image;
    std::array<Ray, kAngles> rays = round_about();

    [[nodiscard]] Edge edge(const Circle& c, double reach, bool sides_only) const {
        constexpr double kClear = 5, kMost = 70;
        Edge edge;
        int count = 0;
        for (const Ray& ray : rays) {
            if (sides_only && !sideways(ray)) continue;
            const double out = c.radius + reach, in = c.radius - reach;
            const int step = nearest(image, c.x + out * ray.cos, c.y + out * ray.sin) - nearest(image, c.x + in * ray.cos, c.y + in * ray.sin);
            edge.contrast += std::clamp<double>(step, -kMost / 2, kMost);
            edge.support += step > kClear;
            ++count;
        }
        edge.contrast /= count;
        edge.support /= count;
        return edge;
    }

    /// The circle near `start` whose outline is the clearest edge.
    [[nodiscard]] Circle best_near(const Circle& start, int shift, double least, double most, double reach, bool sides_only) const {
        // A thin ring inside the iris is likelier its texture than its edge.
        const auto weight = [&](double r) { return sides_only ? std::min(1.0, r / (kUsualRatio * start.radius)) : 1.0; };
        Circle best = start;
        double best_value = -1e9;
        const auto scan = [&](const Circle& middle, int around, int step, double from, double to) {
            for (int dy = -around; dy <= around; dy += step)
                for (int dx = -around; dx <= around; dx += step)
                    for (double r = from; r <= to; r += step) {
                        const Circle c = {middle.x + dx, middle.y + dy, r};
                        const Edge e = edge(c, reach, sides_only);
                        if (const double value = e.contrast * e.support * weight(r); value > best_value) best = c, best_value = value;
                    }
        };
        scan(start, shift, 2, least, most);
        scan(Circle(best), 1, 1, std::max(least, best.radius - 1), std::min(most, best.radius + 1));
        return best;
    }
};

/// Every light-to-dark step points at the centre of the dark disc it may bound.
cv::Mat votes_for_centres(const GrayImage& image) {
    constexpr float kLeastStep = 24;
    cv::Mat dx, dy, votes = cv::Mat::zeros(image.height, image.width, CV_32F);
    cv::Sobel(view(image), dx, CV_32F, 1, 0);
    cv::Sobel(view(image), dy, CV_32F, 0, 1);
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            const float gx = dx.at<float>(y, x), gy = dy.at<float>(y, x), length = std::hypot(gx, gy);
            if (length < kLeastStep) continue;
            for (int r = kLeastPupil; r <= kMostPupil; ++r) {
                const int cx = static_cast<int>(std::lround(static_cast<float>(x) - gx / length * static_cast<float>(r)));
                const int cy = static_cast<int>(std::lround(static_cast<float>(y) - gy / length * static_cast<float>(r)));
                if (cx < 0 || cy < 0 || cx >= image.width || cy >= image.height) break;
                votes.at<float>(cy, cx) += 1;
            }
        }
    }
    cv::GaussianBlur(votes, votes, {}, 1.5);
    return votes;
}

std::vector<cv::Point> likely_centres(const GrayImage& image) {
    constexpr int kApart = 10;
    cv::Mat votes = votes_for_centres(image);
    std::vector<cv::Point> centres;
    for (int i = 0; i < kCandidates; ++i) {
        cv::Point where;
        double value = 0;
        cv::minMaxLoc(votes, nullptr, &value, nullptr, &where);
        if (value <= 0) break;
        centres.push_back(where);
        cv::circle(votes, where, kApart, 0, cv::FILLED);
    }
    return centres;
}

std::optional<EyeGeometry> measure(const Search& search, cv::Point centre) {
    constexpr double kReachIn = 2, kReachOut = 4;
    constexpr double kLeastRatio = 1.35, kMostRatio = 6;
    EyeGeometry eye;
    eye.pupil = search.best_near({static_cast<double>(centre.x), static_cast<double>(centre.y), 0}, 4, kLeastPupil, kMostPupil, kReachIn, false);
    const Edge inner = search.edge(eye.pupil, 3, false);
    eye.pupil_support = inner.support;
    eye.pupil_contrast = inner.contrast;
    constexpr double kLeastPupilSupport = 0.62, kLeastLimbusSupport = 0.5, kLeastContrast = 9, kLeastLimbusContrast = 6;
    if (eye.pupil_support < kLeastPupilSupport || eye.pupil_contrast < kLeastContrast) return std::nullopt;
    const double most = std::min(eye.pupil.radius * kMostRatio, 0.6 * search.image.width);
    eye.iris = search.best_near(eye.pupil, 6, std::max(eye.pupil.radius * kLeastRatio, eye.pupil.radius + 5), most, kReachOut, true);
    const Edge outer = search.edge(eye.iris, kReachOut, true);
    eye.limbus_support = outer.support;
    eye.limbus_contrast = outer.contrast;
    if (eye.limbus_support < kLeastLimbusSupport || eye.limbus_contrast < kLeastLimbusContrast) return std::nullopt;
    return eye;
}

/// Of two like finds the larger is the eye: a reflection in the pupil would make a small "eye" of the pupil itself.
double likeness(const EyeGeometry& eye, int width) {
    constexpr double kUsualSize = 0.18;  // iris radius as a share of the picture's width
    const double edges = eye.pupil_support * eye.pupil_contrast + 0.8 * eye.limbus_support * eye.limbus_contrast;
    return edges * std::sqrt(std::min(1.0, eye.iris.radius / (kUsualSize * width)));
}

}  // namespace

GrayImage without_reflections(const GrayImage& picture) {
    constexpr int kLamp = 9;  // px at search size: wider than a reflection, narrower than an iris
    GrayImage out(picture.width, picture.height, picture.dpi);
    cv::Mat result = view(out);
    cv::morphologyEx(view(picture), result, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_ELLIPSE, {kLamp, kLamp}));
    cv::GaussianBlur(result, result, {}, 1.2);
    return out;
}

std::optional<EyeGeometry> find_eye(const GrayImage& smooth) {
    const Search search{smooth};
    std::optional<EyeGeometry> best;
    for (const cv::Point centre : likely_centres(smooth)) {
        const auto eye = measure(search, centre);
        if (eye && (!best || likeness(*eye, smooth.width) > likeness(*best, smooth.width))) best = eye;
    }
    return best;
}

bool beyond_doubt(const EyeGeometry& eye) {
    constexpr double kOutline = 0.9, kLeastRadius = 16;
    return eye.pupil_support >= kOutline && eye.limbus_support >= kOutline && eye.iris.radius >= kLeastRadius;
}

bool shows_lid(const GrayImage& smooth) {
    constexpr double kDarker = 8, kShare = 0.55;
    constexpr int kStride = 4, kMostRise = 4;
    if (smooth.width < 64 || smooth.height < 48) return false;
    cv::Mat soft, line;
    cv::GaussianBlur(view(smooth), soft, {}, 3);
    cv::morphologyEx(soft, line, cv::MORPH_BLACKHAT, cv::getStructuringElement(cv::MORPH_RECT, {1, smooth.height / 8 * 2 + 1}));
    int steady = 0, columns = 0, before = -1;
    for (int x = 0; x < smooth.width; x += kStride, ++columns) {
        double value = 0;
        cv::Point where;
        cv::minMaxLoc(line.col(x), nullptr, &value, nullptr, &where);
        const int row = value > kDarker ? where.y : -1;
        steady += row >= 0 && before >= 0 && std::abs(row - before) <= kMostRise;
        before = row;
    }
    return steady > kShare * columns;
}

double grey_at(const GrayImage& image, double x, double y) {
    x = std::clamp(x, 0.0, image.width - 1.0);
    y = std::clamp(y, 0.0, image.height - 1.0);
    const int left = std::min(static_cast<int>(x), std::max(0, image.width - 2)), top = std::min(static_cast<int>(y), std::max(0, image.height - 2));
    const int right = std::min(left + 1, image.width - 1), bottom = std::min(top + 1, image.height - 1);
    const double u = x - left, v = y - top;
    return (image.at(left, top) * (1 - u) + image.at(right, top) * u) * (1 - v) + (image.at(left, bottom) * (1 - u) + image.at(right, bottom) * u) * v;
}

double ramp(double value, double low, double high) { return std::clamp((value - low) / (high - low), 0.0, 1.0); }

Scaled at_search_size(const GrayImage& picture) {
    constexpr int kSearchSize = 320;  // px of the longer side: a pupil still has a radius of some 20
    const int longer = std::max(picture.width, picture.height);
    if (longer <= kSearchSize) return {picture, 1};
    const double scale = static_cast<double>(longer) / kSearchSize;
    const int width = std::max(1, static_cast<int>(picture.width / scale)), height = std::max(1, static_cast<int>(picture.height / scale));
    Scaled result{GrayImage(width, height, picture.dpi), scale};
    cv::Mat to(height, width, CV_8U, result.image.pixels.data());
    cv::resize(view(picture), to, to.size(), 0, 0, cv::INTER_AREA);
    return result;
}

}  // namespace loket::biometrics::detail
