#include <array>
#include <cmath>
#include <numbers>

#include "devices/base/random.h"
#include "devices/biometrics/synth/field.h"
#include "devices/biometrics/synth/pen_motion.h"

namespace loket::biometrics::synth {

namespace {

/// Letter-like figures that begin on the base line at x 0 and end near it at `width`; in x-heights, y down.
struct Figure {
    double width;
    std::vector<Point> points;
};

const std::vector<Figure>& figures() {
    static const std::vector<Figure> kFigures = {
        {0.62, {{0.30, -0.30}, {0.52, -0.78}, {0.30, -1.00}, {0.12, -0.55}, {0.34, -0.02}}},  // small loop
        {0.66, {{0.42, -0.95}, {0.62, -2.05}, {0.38, -2.30}, {0.22, -1.35}, {0.40, -0.05}}},  // tall loop
        {1.00, {{0.22, -0.88}, {0.24, -0.18}, {0.48, 0.02}, {0.76, -0.82}, {0.80, -0.12}}},   // cup
        {0.92, {{0.14, -0.86}, {0.20, -0.02}, {0.46, -0.92}, {0.66, -0.60}, {0.72, -0.02}}},  // arch
        {0.95,
         {{0.55, -0.92},
          {0.12, -0.72},
          {0.16, -0.06},
          {0.62, -0.80},
          {0.60, 0.55},
          {0.32, 1.35},
          {0.08, 0.95}}},                                                     // hanging loop
        {0.80, {{0.36, -0.92}, {0.62, -0.50}, {0.30, 0.02}, {0.08, -0.18}}},  // s
        {1.10, {{0.40, -0.42}, {0.75, -0.05}}},                               // wave
        {0.90,
         {{0.60, -0.88},
          {0.16, -0.80},
          {0.14, -0.08},
          {0.52, -0.10},
          {0.64, -0.85},
          {0.66, -0.10}}},  // round
    };
    return kFigures;
}

/// Opening flourishes, larger than the rest.
const std::vector<Figure>& capitals() {
    static const std::vector<Figure> kCapitals = {
        {2.0,
         {{0.2, -0.2},
          {0.9, -2.3},
          {1.35, -2.75},
          {1.25, -1.2},
          {0.95, 0.1},
          {0.35, -0.4},
          {1.1, -1.1},
          {1.75, -0.55}}},
        {1.9,
         {{0.35, -2.4},
          {0.40, -0.2},
          {0.30, -1.9},
          {1.05, -2.7},
          {1.45, -2.0},
          {0.75, -1.3},
          {0.95, -0.6},
          {1.6, 0.05}}},
        {1.8,
         {{1.35, -2.2},
          {0.85, -2.75},
          {0.35, -1.9},
          {0.9, -1.35},
          {1.3, -0.6},
          {0.65, 0.15},
          {0.1, -0.35},
          {1.0, -0.55}}},
        {2.1,
         {{0.1, -1.1},
          {0.7, -2.5},
          {1.5, -2.2},
          {1.3, -0.4},
          {0.5, 0.1},
          {0.15, -0.9},
          {0.95, -1.9},
          {1.8, -0.4}}},
        {2.2, {{0.15, -2.1}, {0.45, -2.5}, {0.5, -0.3}, {0.75, 0.0}, {1.2, -2.3}, {1.3, -0.3}, {1.6, -0.1}}},
    };
    return kCapitals;
}

class Composer {
  public:
    explicit Composer(std::uint64_t person) : random_(person, "signature") {
        slant_ = mix(0.05, 0.5, random_.unit());
        squeeze_ = mix(0.8, 1.35, random_.unit());
        shrink_ = mix(0.0, 0.07, random_.unit());
    }

    std::vector<Stroke> compose() {
        append(capitals(), 1);
        const bool second = random_.chance(0.45);
        const int letters = random_.between(3, 7);
        for (int i = 0; i < letters; ++i) append(figures(), std::max(0.45, 1 - shrink_ * i));
        if (second) continue_apart();
        finish();
        return strokes_;
    }

  private:
    void append(const std::vector<Figure>& shapes, double size) {
        const Figure& figure = shapes[random_.below(shapes.size())];
        if (strokes_.empty()) strokes_.emplace_back();
        for (const Point& p : figure.points) {
            const double jx = random_.normal() * 0.06, jy = random_.normal() * 0.07;
            push(x_ + (p.x + jx) * size * squeeze_, (p.y + jy) * size);
        }
        x_ += figure.width * size * squeeze_;
    }
    void push(double x, double y) { strokes_.back().push_back({x - y * slant_, y}); }

    /// A second word after lifting the pen.
    void continue_apart() {
        x_ += 0.5;
        strokes_.emplace_back();
        append(capitals(), 0.85);
        const int letters = random_.between(1, 3);
        for (int i = 0; i < letters; ++i) append(figures(), 0.8);
    }

    void finish() {
        const int kind = random_.between(0, 3);
        if (kind == 0) return sweep_back();
        const double out = mix(0.6, 2.0, random_.unit()), rise = mix(-0.2, 0.9, random_.unit());
        push(x_ + out, -rise);
        if (kind == 1) underline();
        if (kind == 2) dots();
        if (kind == 3) cross();
    }
    /// Runs back under the word without lifting.
    void sweep_back() {
        push(x_ + 0.7, 0.5);
        push(x_ * 0.5, 1.35);
        push(0.4, 1.25);
        push(x_ * 0.35, 0.95);
        push(x_ * mix(0.8, 1.15, random_.unit()), 1.05);
    }
    void underline() {
        const double y = mix(0.9, 1.5, random_.unit());
        strokes_.push_back({{x_ * 0.1, y + 0.2}, {x_ * 0.55, y - 0.05}, {x_ * 1.05, y - 0.25}});
        if (random_.chance(0.5))
            strokes_.push_back({{x_ * 0.45, y + 0.35}, {x_ * 0.7, y + 0.25}, {x_ * 0.95, y + 0.1}});
    }
    void dots() {
        const int count = random_.between(1, 2);
        for (int i = 0; i < count; ++i) {
            const double x = x_ * mix(0.45, 1.1, random_.unit()), y = -mix(1.3, 1.9, random_.unit());
            strokes_.push_back({{x, y}, {x + 0.05, y + 0.04}, {x + 0.09, y + 0.02}});
        }
    }
    void cross() {
        const double x = x_ * mix(0.25, 0.6, random_.unit()), y = -mix(1.2, 1.8, random_.unit());
        strokes_.push_back({{x, y + 0.1}, {x + 0.9, y - 0.12}, {x + 1.9, y - 0.3}});
    }

    SeededRandom random_;
    std::vector<Stroke> strokes_;
    double x_ = 0, slant_ = 0, squeeze_ = 1, shrink_ = 0;
};

/// Brings the strokes onto the pad: a size and place of the person, varied a little by the take.
void place_on_pad(std::vector<Stroke>& strokes, std::uint64_t person, Random& take) {
    Point low{1e9, 1e9}, high{-1e9, -1e9};
    for (const Stroke& stroke : strokes)
        for (const Point& p : stroke)
            low = {std::min(low.x, p.x), std::min(low.y, p.y)},
            high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    SeededRandom own(person, "signature-place");
    const double wide = mix(560, 740, own.unit()) / (high.x - low.x),
                 tall = mix(250, 340, own.unit()) / (high.y - low.y);
    const double scale = std::min(wide, tall) * (1 + 0.035 * std::clamp(take.normal(), -2.0, 2.0));
    const double tilt = -mix(0.0, 0.14, own.unit()) + 0.025 * std::clamp(take.normal(), -2.0, 2.0);
    const double dx = 14 * std::clamp(take.normal(), -2.0, 2.0),
                 dy = 10 * std::clamp(take.normal(), -2.0, 2.0);
    const Point middle{(low.x + high.x) / 2, (low.y + high.y) / 2};
    for (Stroke& stroke : strokes) {
        for (Point& p : stroke) {
            const double u = (p.x - middle.x) * scale, v = (p.y - middle.y) * scale;
            p = {kPadWidth / 2.0 + dx + u * std::cos(tilt) - v * std::sin(tilt),
                 kPadHeight / 2.0 + dy + u * std::sin(tilt) + v * std::cos(tilt)};
        }
    }
}

/// A hand never hits the same point twice.
void tremble(std::vector<Stroke>& strokes, Random& take) {
    for (Stroke& stroke : strokes) {
        for (Point& p : stroke) {
            p.x += 2.6 * std::clamp(take.normal(), -2.0, 2.0);
            p.y += 2.6 * std::clamp(take.normal(), -2.0, 2.0);
        }
    }
}

}  // namespace

std::vector<Pen> signature(std::uint64_t person, std::uint64_t take) {
    std::vector<Stroke> strokes = Composer(person).compose();
    SeededRandom hand(derive_seed(person, "signature-take", take));
    place_on_pad(strokes, person, hand);
    tremble(strokes, hand);
    SeededRandom own(person, "signature-speed");
    const double speed = mix(1.1, 2.0, own.unit()) * (1 + 0.06 * std::clamp(hand.normal(), -2.0, 2.0));
    const double force = mix(560, 820, own.unit());
    return write_strokes(strokes, speed, force);
}

}  // namespace loket::biometrics::synth
