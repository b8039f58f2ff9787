#include "devices/biometrics/iris/eye_geometry.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "devices/biometrics/iris/dark_discs.h"

namespace loket::biometrics::detail {

namespace {

constexpr int kAngles = 24;
constexpr int kSideRays = 18;
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
std::array<Ray, kSideRays> to_the_sides() {
    constexpr double kAbove = -20, kBelow = 38;  // degrees
    std::array<Ray, kSideRays> rays;
    for (int i = 0; i < kSideRays / 2; ++i) {
        const double angle = (kAbove + (kBelow - kAbove) * (i + 0.5) / (kSideRays / 2)) * std::numbers::pi / 180;
        rays[static_cast<std::size_t>(2 * i)] = {std::cos(angle), std::sin(angle)};
        rays[static_cast<std::size_t>(2 * i + 1)] = {-std::cos(angle), std::sin(angle)};
    }
    return rays;
}

int nearest(const GrayImage& image, double x, double y) {
    const int column = std::clamp(static_cast<int>(x + 0.5), 0, image.width - 1);
    const int row = std::clamp(static_cast<int>(y + 0.5), 0, image.height - 1);
    return image.at(column, row);
}

struct Search {
    const GrayImage& image;
    std::array<Ray, kAngles> rays = round_about();
    std::array<Ray, kSideRays> side_rays = to_the_sides();

    [[nodiscard]] int step_at(const Circle& c, const Ray& ray, double reach) const {
        const double out = c.radius + reach, in = c.radius - reach;
        return nearest(image, c.x + out * ray.cos, c.y + out * ray.sin) - nearest(image, c.x + in * ray.cos, c.y + in * ray.sin);
    }

    /// A pupil's edge counts by its weaker part too: skin and lashes beside an eye are clear edges, but not all round.
    [[nodiscard]] Edge edge_round(const Circle& c, double reach) const {
        static constexpr double kClear = 5, kMost = 45;
        constexpr std::size_t kWeaker = kAngles * 3 / 10;
        const auto limited = [](int step) { return std::clamp<double>(step, -kMost / 2, kMost); };
        std::array<int, kAngles> steps{};
        Edge edge;
        for (std::size_t i = 0; i < rays.size(); ++i) {
            steps[i] = step_at(c, rays[i], reach);
            edge.support += steps[i] > kClear;
            edge.contrast += limited(steps[i]);
        }
        std::nth_element(steps.begin(), steps.begin() + kWeaker, steps.end());
        edge.contrast = 0.5 * edge.contrast / kAngles + 0.5 * limited(steps[kWeaker]);
        edge.support /= kAngles;
        return edge;
    }

    /// The edge of an iris left and right of it, the weaker side counting more: an eye's white lies on both. What reaches into
    /// the pupil is none, and lashes beside an iris speak neither for nor against it.
    [[nodiscard]] Edge edge_beside(const Circle& c, const Circle& pupil, double reach) const {
        constexpr double kClear = 5, kMost = 25, kWeaker = 0.3;
        Edge edge;
        double left = 0, right = 0;
        const double least = std::pow(1.06 * pupil.radius + 1.5, 2);
        for (const Ray& ray : side_rays) {
            const double in = c.radius - reach, x = c.x + in * ray.cos - pupil.x, y = c.y + in * ray.sin - pupil.y;
            if (x * x + y * y < least) continue;
            const double step = step_at(c, ray, reach);
            (ray.cos < 0 ? left : right) += std::clamp<double>(step, 0, kMost);
            edge.support += step > kClear;
        }
        edge.contrast = ((1 - kWeaker) * (left + right) + kWeaker * 2 * std::min(left, right)) / kSideRays;
        edge.support /= kSideRays;
        return edge;
    }

    /// The circle near `start` that `value` likes best.
    template <class Value>
    [[nodiscard]] static Circle best_near(const Circle& start, int shift, double least, double most, const Value& value) {
        Circle best = start;
        double best_value = -1e9;
        const auto scan = [&](const Circle& middle, int around, int step, double from, double to) {
            for (int dy = -around; dy <= around; dy += step)
                for (int dx = -around; dx <= around; dx += step)
                    for (double r = from; r <= to; r += step) {
                        const Circle c = {middle.x + dx, middle.y + dy, r};
                        if (const double here = value(c); here > best_value) best = c, best_value = here;
                    }
        };
        scan(start, shift, 2, least, most);
        scan(Circle(best), 1, 1, std::max(least, best.radius - 1), std::min(most, best.radius + 1));
        return best;
    }

    [[nodiscard]] Circle pupil_near(const Circle& start, int shift, double least, double most, double reach) const {
        return best_near(start, shift, least, most, [&](const Circle& c) {
            const Edge e = edge_round(c, reach);
            return e.contrast * e.support;
        });
    }

    [[nodiscard]] Circle iris_round(const Circle& pupil, double least, double most, double reach) const {
        constexpr double kLikelySize = 0.15;  // iris radius as a share of the picture's width
        return best_near(pupil, 6, least, most, [&](const Circle& c) {
            const Edge e = edge_beside(c, pupil, reach);
            // A thin ring inside the iris is likelier its texture than its edge.
            const double ratio = c.radius / pupil.radius, usual = std::min({1.0, ratio / kUsualRatio, std::pow(kWideRatio / ratio, 1.5)});
            return e.contrast * e.support * usual * std::min(1.0, c.radius / (kLikelySize * image.width));
        });
    }
};

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

/// The clearest iris of `least` … `most` px round the pupil.
std::optional<EyeGeometry> with_iris(const Search& search, EyeGeometry eye, double least, double most) {
    constexpr double kReachOut = 4, kLeastSupport = 0.5, kLeastContrast = 6;
    eye.iris = search.iris_round(eye.pupil, least, most, kReachOut);
    const Edge outer = search.edge_beside(eye.iris, eye.pupil, kReachOut);
    eye.limbus_support = outer.support;
    eye.limbus_contrast = outer.contrast;
    if (eye.limbus_support < kLeastSupport || eye.limbus_contrast < kLeastContrast) return std::nullopt;
    return eye;
}

std::optional<EyeGeometry> measure(const Search& search, const Circle& disc) {
    constexpr double kReachIn = 2;
    constexpr double kLeastRatio = 1.35, kMostRatio = 6;
    EyeGeometry eye;
    eye.pupil = search.pupil_near(disc, 4, std::max<double>(kLeastPupil, disc.radius - 4), std::min<double>(kMostPupil, disc.radius + 4), kReachIn);
    const Edge inner = search.edge_round(eye.pupil, 3);
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
    const double even = ramp(eye.pupil_unrest, 40, 8);
    const double margin = std::min(eye.iris.x, width - 1 - eye.iris.x) / eye.iris.radius;  // a camera is aimed at the eye, not at a frame's hinge
    return edges * (0.3 + 0.7 * even) * (0.4 + 0.6 * ramp(margin, 0.3, 0.9)) * std::min(1.0, eye.iris.radius / (kUsualSize * width));
}

/// Beside a bright white the iris is the clearest dark disc of all: where a darker one lies within, that is the pupil.
EyeGeometry with_inner_pupil(const Search& search, const EyeGeometry& eye) {
    constexpr double kReach = 2, kLeastSupport = 0.75, kLeastContrast = 6, kMostUnrest = 25, kWide = 0.11;
    const double r = eye.pupil.radius;
    if (r < kWide * search.image.width) return eye;
    EyeGeometry inner = eye;
    inner.pupil = search.pupil_near(eye.pupil, static_cast<int>(0.45 * r), std::max<double>(kLeastPupil, 0.2 * r), 0.7 * r, kReach);
    const Edge edge = search.edge_round(inner.pupil, 3);
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
    // The halo of a lamp before a pupil is wider.
    constexpr int kHalo = 17, kAround = 9, kLampStep = 70;
    cv::Mat wide, lamps;
    cv::morphologyEx(view(picture), wide, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {kHalo, kHalo}));
    cv::subtract(view(picture), wide, lamps);
    lamps = lamps > kLampStep;
    cv::dilate(lamps, lamps, cv::getStructuringElement(cv::MORPH_RECT, {kAround, kAround}));
    wide.copyTo(result, lamps);
    cv::GaussianBlur(result, result, {}, 1.2);
    return out;
}

std::optional<EyeGeometry> find_eye(const GrayImage& smooth) {
    const GrayImage roots = roots_of(smooth);
    const Search search{roots};
    std::optional<EyeGeometry> best;
    for (const Circle& disc : dark_discs(roots)) {
        const auto eye = measure(search, disc);
        if (eye && (!best || likeness(*eye, smooth.width) > likeness(*best, smooth.width))) best = eye;
    }
    if (!best) return best;
    best = with_inner_pupil(search, *best);
    const Search greys{smooth};
    best->pupil_contrast = greys.edge_round(best->pupil, 3).contrast;
    best->limbus_contrast = greys.edge_beside(best->iris, best->pupil, 4).contrast;
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
