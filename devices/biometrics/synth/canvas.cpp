#include "devices/biometrics/synth/canvas.h"

#include <cmath>
#include <opencv2/imgproc.hpp>

namespace loket::biometrics::synth {

namespace {

constexpr int kShift = 4, kSixteenths = 1 << kShift;

struct Box {
    double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;
    void add(Point p) {
        left = std::min(left, p.x), right = std::max(right, p.x);
        top = std::min(top, p.y), bottom = std::max(bottom, p.y);
    }
    void grow(double by) {
        left = std::max(left - by, -60.0), right = std::min(right + by, Canvas::kWidth + 60.0);
        top = std::max(top - by, -60.0), bottom = std::min(bottom + by, Canvas::kHeight + 60.0);
    }
};

/// Sharp shapes are drawn at twice the size, very soft ones at a quarter: both are what the eye needs.
double drawing_scale(double soft) { return soft > 8 ? 0.25 : soft >= 1.5 ? 1.0 : 2.0; }

cv::Point scaled(Point p, const Mask& mask, double scale) {
    return {static_cast<int>(std::lround(((p.x - mask.left) * scale - 0.5) * kSixteenths)),
            static_cast<int>(std::lround(((p.y - mask.top) * scale - 0.5) * kSixteenths))};
}

/// Makes a mask large enough for `box` and lets `draw` fill an 8-bit picture of it at `scale`.
template <class Draw>
Mask make_mask(Box box, double soft, Draw draw) {
    box.grow(3 * soft + 3);
    Mask mask;
    const int width = static_cast<int>(box.right - box.left) + 1,
              height = static_cast<int>(box.bottom - box.top) + 1;
    if (width <= 1 || height <= 1) return mask;
    mask.left = static_cast<int>(std::floor(box.left)), mask.top = static_cast<int>(std::floor(box.top));
    const double scale = drawing_scale(soft);
    cv::Mat drawn = cv::Mat::zeros(std::max(1, static_cast<int>(height * scale)),
                                   std::max(1, static_cast<int>(width * scale)), CV_8U);
    draw(drawn, mask, scale);
    if (soft > 0) cv::GaussianBlur(drawn, drawn, {}, std::max(soft * scale, 0.3));
    cv::Mat sized;
    cv::resize(drawn, sized, {width, height}, 0, 0, scale > 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    mask.alpha = Field(width, height);
    std::transform(sized.begin<std::uint8_t>(), sized.end<std::uint8_t>(), mask.alpha.values.begin(),
                   [](std::uint8_t v) { return static_cast<float>(v) / 255.0F; });
    return mask;
}

Point catmull_rom(const Point& a, const Point& b, const Point& c, const Point& d, double t) {
    const auto blend = [t](double p, double q, double r, double s) {
        return 0.5 * (2 * q + t * (r - p + t * (2 * p - 5 * q + 4 * r - s + t * (3 * q - p - 3 * r + s))));
    };
    return {blend(a.x, b.x, c.x, d.x), blend(a.y, b.y, c.y, d.y)};
}

}  // namespace

void Mask::clip(const Mask& other) {
    for (int y = 0; y < alpha.height; ++y)
        for (int x = 0; x < alpha.width; ++x) alpha.at(x, y) *= other.at(x + left, y + top);
}

void Mask::cut(const Mask& other) {
    for (int y = 0; y < alpha.height; ++y)
        for (int x = 0; x < alpha.width; ++x) alpha.at(x, y) *= 1 - other.at(x + left, y + top);
}

std::vector<Point> curve(const std::vector<Point>& through, bool closed) {
    constexpr int kParts = 10;
    const int count = static_cast<int>(through.size());
    const auto at = [&](int i) {
        return through[static_cast<std::size_t>(closed ? (i + count) % count : std::clamp(i, 0, count - 1))];
    };
    std::vector<Point> line;
    for (int i = 0; i < (closed ? count : count - 1); ++i)
        for (int s = 0; s < kParts; ++s)
            line.push_back(
                catmull_rom(at(i - 1), at(i), at(i + 1), at(i + 2), static_cast<double>(s) / kParts));
    if (!closed && count > 0) line.push_back(through.back());
    return line;
}

Mask polygon(const std::vector<Point>& corners, double soft) {
    Box box;
    for (const Point& p : corners) box.add(p);
    return make_mask(box, soft, [&](cv::Mat& drawn, const Mask& mask, double scale) {
        std::vector<std::vector<cv::Point>> outline(1);
        for (const Point& p : corners) outline[0].push_back(scaled(p, mask, scale));
        cv::fillPoly(drawn, outline, 255, cv::LINE_AA, kShift);
    });
}

Mask blob(const std::vector<Point>& through, double soft) { return polygon(curve(through, true), soft); }

Mask ellipse(Point middle, double radius_x, double radius_y, double soft) {
    constexpr int kCorners = 48;
    std::vector<Point> corners;
    for (int i = 0; i < kCorners; ++i) {
        const double angle = i * 2 * CV_PI / kCorners;
        corners.push_back({middle.x + radius_x * std::cos(angle), middle.y + radius_y * std::sin(angle)});
    }
    return polygon(corners, soft);
}

Mask brush(const std::vector<Point>& through, double begin, double middle, double end, double soft) {
    const std::vector<Point> line = curve(through);
    std::vector<Point> left, right;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const Point& a = line[i == 0 ? 0 : i - 1];
        const Point& b = line[std::min(i + 1, line.size() - 1)];
        const double length = std::max(std::hypot(b.x - a.x, b.y - a.y), 1e-6),
                     t = static_cast<double>(i) / static_cast<double>(line.size() - 1);
        const double width =
            t < 0.5 ? mix(begin, middle, smoothstep(0.0, 0.5, t)) : mix(middle, end, smoothstep(0.5, 1.0, t));
        const double nx = -(b.y - a.y) / length * width / 2, ny = (b.x - a.x) / length * width / 2;
        left.push_back({line[i].x + nx, line[i].y + ny});
        right.push_back({line[i].x - nx, line[i].y - ny});
    }
    left.insert(left.end(), right.rbegin(), right.rend());
    return polygon(left, soft);
}

Mask lines(const std::vector<std::vector<Point>>& paths, int thickness) {
    Box box;
    for (const auto& path : paths)
        for (const Point& p : path) box.add(p);
    return make_mask(box, 0, [&](cv::Mat& drawn, const Mask& mask, double scale) {
        for (const auto& path : paths) {
            std::vector<cv::Point> points;
            for (const Point& p : path) points.push_back(scaled(p, mask, scale));
            cv::polylines(drawn, points, false, 255, thickness, cv::LINE_AA, kShift);
        }
    });
}

void Canvas::slide(const Field& shift) {
    std::vector<Color> old = pixels_;
    for (int y = 0; y < kHeight; ++y) {
        const Color* from = &old[static_cast<std::size_t>(y) * kWidth];
        for (int x = 0; x < kWidth; ++x) {
            const double source = std::clamp(x + static_cast<double>(shift.at(x, y)), 0.0, kWidth - 1.001);
            const int left = static_cast<int>(source);
            at(x, y) = synth::mix(from[left], from[left + 1], source - left);
        }
    }
}

void Canvas::blur(double sigma) {
    if (sigma <= 0) return;
    cv::Mat image(kHeight, kWidth, CV_32FC3, pixels_.data());
    cv::GaussianBlur(image, image, {}, sigma, sigma, cv::BORDER_REPLICATE);
}

RgbaImage Canvas::expose(double brightness, double grain, std::uint64_t seed) const {
    RgbaImage image(kWidth, kHeight);
    const Field noise = white_noise(kWidth, kHeight, seed);
    for (std::size_t i = 0; i < pixels_.size(); ++i) {
        const double lift = grain * noise.values[i];
        const auto level = [&](float v) {
            return static_cast<std::uint8_t>(std::clamp(v * brightness * 255 + lift, 0.0, 255.0));
        };
        std::uint8_t* out = &image.pixels[i * 4];
        out[0] = level(pixels_[i].r), out[1] = level(pixels_[i].g), out[2] = level(pixels_[i].b);
    }
    return image;
}

}  // namespace loket::biometrics::synth
