#include "devices/biometrics/synth/pen_motion.h"

#include <cmath>

namespace loket::biometrics::synth {

namespace {

constexpr double kSampleMillis = 5;

struct Passed {
    Point at;
    double millis = 0;  ///< since the stroke began
    double pressure = 0;
};

Point catmull_rom(const Point& a, const Point& b, const Point& c, const Point& d, double t) {
    const auto blend = [t](double p, double q, double r, double s) {
        return 0.5 * (2 * q + t * (r - p + t * (2 * p - 5 * q + 4 * r - s + t * (3 * q - p - 3 * r + s))));
    };
    return {blend(a.x, b.x, c.x, d.x), blend(a.y, b.y, c.y, d.y)};
}

std::vector<Point> smooth_line(const Stroke& stroke) {
    constexpr int kParts = 20;
    std::vector<Point> line;
    const auto at = [&](std::size_t i) { return stroke[std::min(i, stroke.size() - 1)]; };
    for (std::size_t i = 0; i + 1 < stroke.size(); ++i)
        for (int s = 0; s < kParts; ++s)
            line.push_back(catmull_rom(at(i == 0 ? 0 : i - 1), at(i), at(i + 1), at(i + 2),
                                       static_cast<double>(s) / kParts));
    if (!stroke.empty()) line.push_back(stroke.back());
    return line;
}

double distance(const Point& a, const Point& b) { return std::hypot(b.x - a.x, b.y - a.y); }

/// Radius of the bend at `b`; large on a straight line.
double bend_radius(const Point& a, const Point& b, const Point& c) {
    const double twice_area = std::abs((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));
    return distance(a, b) * distance(b, c) * distance(a, c) / std::max(2 * twice_area, 1e-6);
}

/// Speed follows the cube root of the bend's radius (the two-thirds power law of drawing) and rests at both
/// ends.
std::vector<Passed> run_through(const std::vector<Point>& line, double speed, double force) {
    std::vector<Passed> run;
    double millis = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const double bend =
            bend_radius(line[i == 0 ? 0 : i - 1], line[i], line[std::min(i + 1, line.size() - 1)]);
        const double ends = static_cast<double>(std::min(i, line.size() - 1 - i));
        const double pace = std::clamp(std::cbrt(bend / 150), 0.28, 1.15) * mix(0.35, 1, clamp01(ends / 12));
        if (i > 0) millis += distance(line[i - 1], line[i]) / (speed * pace);
        run.push_back({line[i], millis, force * (1.22 - 0.42 * pace) * mix(0.3, 1, clamp01((ends + 1) / 7))});
    }
    return run;
}

Pen sample(const Point& at, double pressure, double millis) {
    return {static_cast<int>(std::lround(std::clamp(at.x, 0.0, kPadWidth - 1.0))),
            static_cast<int>(std::lround(std::clamp(at.y, 0.0, kPadHeight - 1.0))),
            std::clamp(static_cast<int>(pressure), 0, 1023), static_cast<int>(millis)};
}

/// Takes samples from a run at the pad's rate, advancing the clock.
void sample_run(const std::vector<Passed>& run, double& clock, std::vector<Pen>& out) {
    const double start = clock;
    for (std::size_t i = 0; i + 1 < run.size(); ++i) {
        for (; clock - start < run[i + 1].millis; clock += kSampleMillis) {
            const double t =
                clamp01((clock - start - run[i].millis) / std::max(run[i + 1].millis - run[i].millis, 1e-9));
            const Point at{mix(run[i].at.x, run[i + 1].at.x, t), mix(run[i].at.y, run[i + 1].at.y, t)};
            out.push_back(sample(at, std::max(1.0, mix(run[i].pressure, run[i + 1].pressure, t)), clock));
        }
    }
}

/// The lifted way to the next stroke, quicker than writing.
void travel(const Point& from, const Point& to, double speed, double& clock, std::vector<Pen>& out) {
    const int steps = std::max(12, static_cast<int>(distance(from, to) / (speed * 1.6 * kSampleMillis)));
    for (int s = 1; s <= steps; ++s, clock += kSampleMillis) {
        const double t = smoothstep(0.0, 1.0, static_cast<double>(s) / (steps + 1));
        out.push_back(sample({mix(from.x, to.x, t), mix(from.y, to.y, t)}, 0, clock));
    }
}

}  // namespace

std::vector<Pen> write_strokes(const std::vector<Stroke>& strokes, double speed, double force) {
    std::vector<Pen> pens;
    double clock = 0;
    for (std::size_t i = 0; i < strokes.size(); ++i) {
        if (strokes[i].empty()) continue;
        if (!pens.empty())
            travel({pens.back().x * 1.0, pens.back().y * 1.0}, strokes[i].front(), speed, clock, pens);
        sample_run(run_through(smooth_line(strokes[i]), speed, force), clock, pens);
    }
    if (!pens.empty()) pens.push_back(sample({pens.back().x * 1.0, pens.back().y * 1.0}, 0, clock));
    return pens;
}

}  // namespace loket::biometrics::synth
