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
constexpr double kUsualRatio = 2.2, kWideRatio = 3.5;  // iris to pupil radius
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
        constexpr double kClear = 5;
        const double kMost = sides_only ? 45 : 70;
        Edge edge;
        int count = 0;
        double left = 0, right = 0;
        for (const Ray& ray : rays) {
            if (sides_only && !sideways(ray)) continue;
            const double out = c.radius + reach, in = c.radius - reach;
            const int step = nearest(image, c.x + out * ray.cos, c.y + out * ray.sin) - nearest(image, c.x + in * ray.cos, c.y + in * ray.sin);
            edge.contrast += std::clamp<double>(step, -kMost / 2, kMost);
            (ray.cos < 0 ? left : right) += std::clamp<double>(step, -kMost / 2, kMost);
            edge.support += step > kClear;
            ++count;
        }
        edge.contrast /= count;
        if (sides_only) edge.contrast = 0.4 * edge.contrast + 0.6 * 2 * std::min(left, right) / count;  // an eye's white lies on both sides
        edge.support /= count;
        return edge;
    }

    /// The circle near `start` whose outline is the clearest edge.
    [[nodiscard]] Circle best_near(const Circle& start, int shift, double least, double most, double reach, bool sides_only) const {
        // A thin ring inside the iris is likelier its texture than its edge.
        const auto weight = [&](double r) { return sides_only ? std::min({1.0, r / (kUsualRatio * start.radius), std::pow(kWideRatio * start.radius / r, 1.5)}) : 1.0; };
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

/// How unlike each other the places inside a disc are, grey levels: a pupil is evenly dark, lashes and an iris with its pupil are not.
double unrest_inside(const GrayImage& image, const Circle& disc) {
    std::array<double, 72> greys{};
    std::size_t n = 0;
    for (const double share : {0.25, 0.55, 0.8})
        for (std::size_t i = 0; i < 24; ++i) {
            const double angle = 2 * std::numbers::pi * static_cast<double>(i) / 24;
            greys[n++] = nearest(image, disc.x + share * disc.radius * std::cos(angle), disc.y + share * disc.radius * std::sin(angle));
        }
    std::sort(greys.begin(), greys.end());
    return greys[61] - greys[10];
}

/// Radii at which circles round `centre` are clear edges, clearest first: an eye shows its pupil and its iris.
std::vector<double> likely_radii(const Search& search, cv::Point centre) {
    constexpr int kApart = 5;
    constexpr std::size_t kMost = 3;
    std::array<double, kMostPupil + 1> values{};
    for (int r = kLeastPupil; r <= kMostPupil; ++r) {
        const Edge e = search.edge({static_cast<double>(centre.x), static_cast<double>(centre.y), static_cast<double>(r)}, 2, false);
        values[static_cast<std::size_t>(r)] = e.contrast * e.support;
    }
    std::vector<double> radii;
    while (radii.size() < kMost) {
        const auto best = std::max_element(values.begin(), values.end());
        if (*best <= 0) break;
        const auto r = best - values.begin();
        radii.push_back(static_cast<double>(r));
        for (auto i = std::max<std::ptrdiff_t>(0, r - kApart); i <= std::min<std::ptrdiff_t>(kMostPupil, r + kApart); ++i) values[static_cast<std::size_t>(i)] = 0;
    }
    return radii;
}

/// The clearest iris of `least` … `most` px round the pupil.
std::optional<EyeGeometry> with_iris(const Search& search, EyeGeometry eye, double least, double most) {
    constexpr double kReachOut = 4, kLeastSupport = 0.5, kLeastContrast = 6;
    eye.iris = search.best_near(eye.pupil, 6, least, most, kReachOut, true);
    const Edge outer = search.edge(eye.iris, kReachOut, true);
    eye.limbus_support = outer.support;
    eye.limbus_contrast = outer.contrast;
    if (eye.limbus_support < kLeastSupport || eye.limbus_contrast < kLeastContrast) return std::nullopt;
    return eye;
}

std::optional<EyeGeometry> measure(const Search& search, cv::Point centre, double radius) {
    constexpr double kReachIn = 2;
    constexpr double kLeastRatio = 1.35, kMostRatio = 6;
    EyeGeometry eye;
    eye.pupil = search.best_near({static_cast<double>(centre.x), static_cast<double>(centre.y), radius}, 4, std::max<double>(kLeastPupil, radius - 4), std::min<double>(kMostPupil, radius + 4), kReachIn, false);
    const Edge inner = search.edge(eye.pupil, 3, false);
    eye.pupil_support = inner.support;
    eye.pupil_contrast = inner.contrast;
    eye.pupil_unrest = unrest_inside(search.image, eye.pupil);
    constexpr double kLeastPupilSupport = 0.62, kLeastContrast = 9;
    if (eye.pupil_support < kLeastPupilSupport || eye.pupil_contrast < kLeastContrast) return std::nullopt;
    return with_iris(search, eye, std::max(eye.pupil.radius * kLeastRatio, eye.pupil.radius + 5), std::min(eye.pupil.radius * kMostRatio, 0.6 * search.image.width));
}

/// Of two like finds the larger is the eye: a reflection in the pupil would make a small "eye" of the pupil itself.
double likeness(const EyeGeometry& eye, int width) {
    constexpr double kUsualSize = 0.18;  // iris radius as a share of the picture's width
    constexpr double kClear = 45;        // more contrast than this says no more: the white beside an iris would outweigh its pupil
    const double edges = eye.pupil_support * std::min(kClear, eye.pupil_contrast) + 0.8 * eye.limbus_support * std::min(kClear, eye.limbus_contrast);
    const double even = ramp(eye.pupil_unrest, 60, 10);
    const double margin = std::min(eye.iris.x, width - 1 - eye.iris.x) / eye.iris.radius;  // a camera is aimed at the eye, not at a frame's hinge
    return edges * (0.3 + 0.7 * even) * (0.4 + 0.6 * ramp(margin, 0.3, 0.9)) * std::min(1.0, eye.iris.radius / (kUsualSize * width));
}

/// Beside a bright white the iris is the clearest dark disc of all: where a darker one lies within, that is the pupil.
EyeGeometry with_inner_pupil(const Search& search, const EyeGeometry& eye) {
    constexpr double kReach = 2, kLeastSupport = 0.75, kLeastContrast = 6, kMostUnrest = 25, kWide = 0.11;
    const double r = eye.pupil.radius;
    if (r < kWide * search.image.width) return eye;
    EyeGeometry inner = eye;
    inner.pupil = search.best_near(eye.pupil, static_cast<int>(0.45 * r), std::max<double>(kLeastPupil, 0.2 * r), 0.7 * r, kReach, false);
    const Edge edge = search.edge(inner.pupil, 3, false);
    inner.pupil_support = edge.support;
    inner.pupil_contrast = edge.contrast;
    inner.pupil_unrest = unrest_inside(search.image, inner.pupil);
    if (edge.support < kLeastSupport || edge.contrast < kLeastContrast || inner.pupil_unrest > kMostUnrest) return eye;
    return with_iris(search, inner, 0.85 * r, 1.3 * r).value_or(eye);
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
        for (const double radius : likely_radii(search, centre)) {
            const auto eye = measure(search, centre, radius);
            if (eye && (!best || likeness(*eye, smooth.width) > likeness(*best, smooth.width))) best = eye;
        }
    }
    if (best) best = with_inner_pupil(search, *best);
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
