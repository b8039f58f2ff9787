#include "devices/biometrics/synth/face_hairstyle.h"

namespace loket::biometrics::synth {

namespace {

/// The right half of the outer edge from ear to crown; `volume` lifts it off the skull.
std::vector<Point> dome(const FacePlan& plan, double volume, double ear_v) {
    const double w = plan.width;
    return {{w + 0.02 + volume * 0.3, ear_v},
            {w + 0.06 + volume * 0.7, -0.7},
            {w + 0.02 + volume, -1.5},
            {0.79 * w + volume * 0.9, -2.35},
            {0.43 * w + volume * 0.4, -2.93 - volume * 0.9}};
}

/// Closes a dome with an inner hairline, given from the right ear to the left.
std::vector<Point> capped(const FacePlan& plan, double volume, double ear_v,
                          const std::vector<Point>& hairline) {
    const std::vector<Point> right = dome(plan, volume, ear_v);
    std::vector<Point> all(hairline.rbegin(), hairline.rend());  // left to right
    all.insert(all.end(), right.begin(), right.end());
    all.push_back({0, -3.05 - volume});
    for (auto p = right.rbegin(); p != right.rend(); ++p) all.push_back({-p->x, p->y});
    return all;
}

std::vector<Point> short_hairline(const FacePlan& plan, double v) {
    const double w = plan.width;
    return mirrored({{w - 0.07, 0.12},
                     {w - 0.17, -0.25},
                     {w - 0.20, -0.85},
                     {0.74 * w, v + 0.28},
                     {0.58 * w, v - 0.02},
                     {0.25 * w, v - 0.06}});
}

std::vector<Point> side_hairline(const FacePlan& plan) {
    const double w = plan.width, side = plan.parting >= 0 ? 1 : -1;
    std::vector<Point> line = {{w - 0.07, 0.12},   {w - 0.18, -0.3},  {w - 0.22, -0.95},  {0.66 * w, -1.72},
                               {0.34 * w, -1.95},  {-0.1 * w, -1.62}, {-0.52 * w, -1.42}, {-0.80 * w, -1.05},
                               {-w + 0.18, -0.35}, {-w + 0.07, 0.12}};
    if (side > 0) return line;
    std::vector<Point> flipped;
    for (auto p = line.rbegin(); p != line.rend(); ++p) flipped.push_back({-p->x, p->y});
    return flipped;
}

std::vector<Point> receding_hairline(const FacePlan& plan) {
    const double w = plan.width;
    return mirrored({{w - 0.08, 0.1},
                     {w - 0.16, -0.5},
                     {w - 0.22, -1.1},
                     {0.70 * w, -1.9},
                     {0.44 * w, -2.42},
                     {0.16 * w, -2.3}});
}

/// Hair falling beside the face down to `end`.
std::vector<Point> curtain(const FacePlan& plan, double end, double part) {
    const double w = plan.width;
    std::vector<Point> right = {{w * 0.60, end},
                                {w * 0.80, 2.1},
                                {w * 0.94, 1.2},
                                {w - 0.12, 0.3},
                                {w - 0.20, -0.55},
                                {0.68 * w, -1.25},
                                {0.36 * w + part * 0.5, -1.78}};
    std::vector<Point> line = right;
    line.push_back({part, -2.12});
    for (auto p = right.rbegin(); p != right.rend(); ++p)
        line.push_back({-p->x + (p->y < -1.5 ? part : 0), p->y});
    return line;
}

std::vector<Point> long_outline(const FacePlan& plan, double end, const std::vector<Point>& inner) {
    const double w = plan.width;
    std::vector<Point> all(inner.rbegin(), inner.rend());
    const std::vector<Point> right = {{w + 0.10, end + 0.05}, {w + 0.34, 1.6},  {w + 0.32, 0.3},
                                      {w + 0.25, -0.8},       {w + 0.1, -1.75}, {0.76 * w, -2.6},
                                      {0.34 * w, -3.1}};
    all.insert(all.end(), right.begin(), right.end());
    all.push_back({0, -3.2});
    for (auto p = right.rbegin(); p != right.rend(); ++p) all.push_back({-p->x, p->y});
    return all;
}

std::vector<Point> fringe(const FacePlan& plan, double end) {
    const double w = plan.width;
    return mirrored({{w * 0.88, end},
                     {w * 0.94, 1.2},
                     {w - 0.14, 0.2},
                     {w - 0.26, -0.55},
                     {0.70 * w, -0.84},
                     {0.34 * w, -0.90}});
}

}  // namespace

Style style_of(const FacePlan& plan) {
    switch (plan.hair) {
        case Hair::Crop:
            return {capped(plan, 0.10, 0.05, short_hairline(plan, -1.66)), Lie::Forward, 0.28};
        case Hair::SidePart:
            return {capped(plan, 0.17, 0.05, side_hairline(plan)), Lie::Parted, 0.75};
        case Hair::Brush:
            return {capped(plan, 0.19, 0.02, short_hairline(plan, -1.72)), Lie::Back, 0.5};
        case Hair::Receding:
            return {capped(plan, 0.06, 0.02, receding_hairline(plan)), Lie::Back, 0.25};
        case Hair::Curly:
            return {capped(plan, plan.female ? 0.46 : 0.24, 0.3, short_hairline(plan, -1.58)), Lie::Forward,
                    0.14};
        case Hair::Tied:
            return {capped(plan, 0.10, 0.25, short_hairline(plan, -1.80)), Lie::Back, 0.9};
        case Hair::Fringe:
            return {long_outline(plan, 2.2, fringe(plan, 2.2)), Lie::Forward, 0.8};
        case Hair::Bob:
            return {long_outline(plan, 2.25, curtain(plan, 2.2, plan.parting)), Lie::Parted, 0.9};
        default:
            return {long_outline(plan, 4.6, curtain(plan, 4.6, plan.parting)), Lie::Parted, 1.0};
    }
}

}  // namespace loket::biometrics::synth
