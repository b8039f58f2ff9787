#include "devices/biometrics/iris/outline.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace loket::biometrics::detail {

namespace {

constexpr int kSpokes = 96;

struct EdgePoint {
    double angle = 0, radius = 0, weight = 0;
};

/// The search of one outline: distances `from` … `to` (px) from a middle, in steps of half a pixel.
struct Band {
    double x = 0, y = 0, from = 0, to = 0, reach = 2;
    [[nodiscard]] int steps() const { return std::max(2, static_cast<int>((to - from) * 2) + 1); }
    [[nodiscard]] double radius(double step) const { return from + step / 2; }
};

/// Where no outline can be seen: lamps and lids.
struct Hidden {
    cv::Mat_<std::uint8_t> lamps;
    const Lids& lids;
    [[nodiscard]] bool at(double x, double y) const {
        if (x < 4 || y < 1 || x > lamps.cols - 5 || y > lamps.rows - 2) return true;
        return y < lids.upper.at(x) + 3 || y > lids.lower.at(x) - 3 || lamps(static_cast<int>(y + 0.5), static_cast<int>(x + 0.5)) != 0;
    }
};

Hidden hidden_by(const GrayImage& picture, const GrayImage& smooth, const Lids& lids) {
    constexpr int kBrighter = 30, kAround = 7;
    cv::Mat_<std::uint8_t> lamps(picture.height, picture.width);
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x) lamps(y, x) = picture.at(x, y) > smooth.at(x, y) + kBrighter ? 1 : 0;
    cv::dilate(lamps, lamps, cv::getStructuringElement(cv::MORPH_ELLIPSE, {kAround, kAround}));
    return {lamps, lids};
}

/// Greys on both sides of an outline.
struct Levels {
    double in = 0, out = 0;
};

/// How far a step fits an edge between two levels: lashes within and skin beyond are clear edges too.
float fit_of(const Levels& levels, double in, double out) {
    const double whole = std::max(8.0, levels.out - levels.in);
    const double dark = ramp(in, levels.in + whole, levels.in + 0.4 * whole), light = 1 - 0.8 * ramp(out, levels.out + 0.5 * whole, levels.out + 1.3 * whole);
    return static_cast<float>(std::clamp<double>(out - in, 0, 1.3 * whole) * dark * light);
}

/// Steps from dark to light along each ray.
std::vector<std::vector<float>> steps_of(const GrayImage& image, const Band& band, const Levels& levels, const Hidden& hidden) {
    std::vector<std::vector<float>> edges(kSpokes, std::vector<float>(static_cast<std::size_t>(band.steps())));
    for (int a = 0; a < kSpokes; ++a) {
        const double angle = 2 * std::numbers::pi * a / kSpokes, c = std::cos(angle), s = std::sin(angle);
        for (int i = 0; i < band.steps(); ++i) {
            const double r = band.radius(i), out = r + band.reach, in = r - band.reach;
            if (hidden.at(band.x + r * c, band.y + r * s)) continue;
            edges[static_cast<std::size_t>(a)][static_cast<std::size_t>(i)] = fit_of(levels, grey_at(image, band.x + in * c, band.y + in * s), grey_at(image, band.x + out * c, band.y + out * s));
        }
    }
    return edges;
}

/// The way round with the most edge that moves at most one step a ray (Viterbi), begun twice so that it closes.
std::vector<int> best_way(const std::vector<std::vector<float>>& edges) {
    const int n = static_cast<int>(edges.front().size());
    constexpr int kRounds = 2;
    std::vector<std::vector<std::int8_t>> from(static_cast<std::size_t>(kRounds * kSpokes), std::vector<std::int8_t>(static_cast<std::size_t>(n)));
    std::vector<float> value(static_cast<std::size_t>(n), 0.F), next(value);
    for (std::size_t t = 0; t < from.size(); ++t) {
        for (int i = 0; i < n; ++i) {
            float best = value[static_cast<std::size_t>(i)] + 1.F;
            int move = 0;
            for (const int m : {-1, 1})
                if (i + m >= 0 && i + m < n && value[static_cast<std::size_t>(i + m)] > best) best = value[static_cast<std::size_t>(i + m)], move = m;
            next[static_cast<std::size_t>(i)] = best + edges[t % kSpokes][static_cast<std::size_t>(i)];
            from[t][static_cast<std::size_t>(i)] = static_cast<std::int8_t>(move);
        }
        std::swap(value, next);
    }
    std::vector<int> way(kSpokes);
    int i = static_cast<int>(std::max_element(value.begin(), value.end()) - value.begin());
    for (std::size_t t = from.size(); t-- > 0;) {
        way[t % kSpokes] = t >= kSpokes || t < kSpokes / 2 ? i : way[t % kSpokes];
        i += from[t][static_cast<std::size_t>(i)];
    }
    return way;
}

/// Weighted least squares with an ever narrower tolerance: what lies off the curve of the rest stops counting.
Outline fitted(const Band& band, std::vector<EdgePoint> points, int orders, double stiff) {
    const int terms = 1 + 2 * orders;
    cv::Mat_<double> x = cv::Mat_<double>::zeros(terms, 1);
    std::vector<double> off(points.size(), 0);
    for (int round = 0; round < 4; ++round) {
        const double tolerance = std::max(1.0, (band.to - band.from) / (2 << round));
        cv::Mat_<double> a = cv::Mat_<double>::zeros(terms, terms), b = cv::Mat_<double>::zeros(terms, 1);
        double weights = 0;
        for (std::size_t p = 0; p < points.size(); ++p) {
            const double u = off[p] / tolerance, weight = points[p].weight / (1 + u * u) / (1 + u * u);
            std::array<double, 1 + 2 * Outline::kOrders> base{1};
            for (int k = 1; k <= orders; ++k) base[static_cast<std::size_t>(2 * k - 1)] = std::cos(k * points[p].angle), base[static_cast<std::size_t>(2 * k)] = std::sin(k * points[p].angle);
            for (int i = 0; i < terms; ++i) {
                for (int k = 0; k < terms; ++k) a(i, k) += weight * base[static_cast<std::size_t>(i)] * base[static_cast<std::size_t>(k)];
                b(i) += weight * base[static_cast<std::size_t>(i)] * points[p].radius;
            }
            weights += weight;
        }
        if (weights < 1e-6) break;
        for (int i = 1; i < terms; ++i) a(i, i) += stiff * weights * (i < 3 ? 0.05 : (i + 1) / 2);
        if (!cv::solve(a, b, x, cv::DECOMP_CHOLESKY)) break;
        for (std::size_t p = 0; p < points.size(); ++p) {
            double r = x(0);
            for (int k = 1; k <= orders; ++k) r += x(2 * k - 1) * std::cos(k * points[p].angle) + x(2 * k) * std::sin(k * points[p].angle);
            off[p] = points[p].radius - r;
        }
    }
    Outline out{band.x, band.y, x(0) > 0 ? x(0) : (band.from + band.to) / 2, {}, {}};
    for (int k = 1; k <= orders; ++k) out.cos[static_cast<std::size_t>(k - 1)] = x(2 * k - 1), out.sin[static_cast<std::size_t>(k - 1)] = x(2 * k);
    return out;
}

std::vector<EdgePoint> points_of(const GrayImage& image, const Band& band, const Levels& levels, const Hidden& hidden) {
    const auto edges = steps_of(image, band, levels, hidden);
    const auto way = best_way(edges);
    std::vector<EdgePoint> points;
    for (int a = 0; a < kSpokes; ++a) {
        const auto& row = edges[static_cast<std::size_t>(a)];
        const int i = way[static_cast<std::size_t>(a)];
        points.push_back({2 * std::numbers::pi * a / kSpokes, band.radius(i), row[static_cast<std::size_t>(i)]});
    }
    return points;
}

double middle_grey(std::vector<double> values) {
    if (values.empty()) return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Grey of the pupil, of the iris beside it, and of the white beside that.
std::array<double, 3> greys_of_eye(const GrayImage& smooth, const EyeGeometry& eye, const Hidden& hidden) {
    constexpr int kRays = 48;
    const auto& [px, py, pr] = eye.pupil;
    const auto& [qx, qy, qr] = eye.iris;
    std::vector<double> pupil, iris, white;
    const auto look = [&](std::vector<double>& into, double x, double y) {
        if (!hidden.at(x, y)) into.push_back(grey_at(smooth, x, y));
    };
    for (int a = 0; a < kRays; ++a) {
        const double angle = 2 * std::numbers::pi * (a + 0.5) / kRays, c = std::cos(angle), s = std::sin(angle);
        for (const double share : {0.3, 0.7}) pupil.push_back(grey_at(smooth, px + share * pr * c, py + share * pr * s));
        if (s < -0.35 || s > 0.6) continue;  // lids
        for (const double share : {0.3, 0.5, 0.7}) look(iris, px + (pr + share * (qr - pr)) * c, py + (pr + share * (qr - pr)) * s);
        for (const double share : {1.1, 1.2}) look(white, qx + share * qr * c, qy + share * qr * s);
    }
    return {middle_grey(pupil), middle_grey(iris), middle_grey(white)};
}

}  // namespace

double Outline::radius(double angle) const {
    double r = mean;
    for (int k = 1; k <= kOrders; ++k) r += cos[static_cast<std::size_t>(k - 1)] * std::cos(k * angle) + sin[static_cast<std::size_t>(k - 1)] * std::sin(k * angle);
    return r;
}

Outlines trace(const GrayImage& picture, const GrayImage& smooth, const EyeGeometry& eye, const Lids& lids) {
    const auto& p = eye.pupil;
    const auto& q = eye.iris;
    constexpr double kPupilStiff = 0.01, kIrisStiff = 0.3;  // of the curves: lashes and lids pull at the iris more than at the pupil
    constexpr double kLeastStep = 10;  // grey levels from iris to white
    const Hidden hidden = hidden_by(picture, smooth, lids);
    const auto [dark, tissue, white] = greys_of_eye(smooth, eye, hidden);
    const double ring = std::max(2.0, q.radius - p.radius);
    const Band inner{p.x, p.y, std::max(2.0, p.radius - std::max(3.0, 0.25 * p.radius)), p.radius + std::max(3.0, std::min(0.25 * p.radius, 0.4 * ring)), 1.5};
    const Band outer{q.x, q.y, std::max(p.radius + 3, 0.88 * q.radius), 1.12 * q.radius, 3};
    const auto pupil = points_of(smooth, inner, {dark, tissue}, hidden);
    const auto iris = points_of(smooth, outer, {tissue, std::max(white, tissue + kLeastStep)}, hidden);
    return {fitted(inner, pupil, 3, kPupilStiff), fitted(outer, iris, 2, kIrisStiff)};
}

}  // namespace loket::biometrics::detail
