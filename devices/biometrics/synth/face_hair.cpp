#include <cmath>

#include "devices/base/random.h"
#include "devices/biometrics/synth/face_paint.h"

namespace loket::biometrics::synth {

namespace {

std::vector<Point> mirrored(const std::vector<Point>& right) {
    std::vector<Point> all = right;
    for (auto p = right.rbegin(); p != right.rend(); ++p) all.push_back({-p->x, p->y});
    return all;
}

/// The way strands lie: combed towards the face, away from a parting, or back over the head.
enum class Lie { Forward, Parted, Back };

/// How a style grows: its outline over the head and its strands.
struct Style {
    std::vector<Point> outline;  ///< face units
    Lie lie = Lie::Forward;
    double reach = 0.5;          ///< length of a drawn strand, face units
};

/// The right half of the outer edge from ear to crown; `volume` lifts it off the skull.
std::vector<Point> dome(const FacePlan& plan, double volume, double ear_v) {
    const double w = plan.width;
    return {{w + 0.02 + volume * 0.3, ear_v}, {w + 0.06 + volume * 0.7, -0.7}, {w + 0.02 + volume, -1.5}, {0.80 * w + volume, -2.35}, {0.42 * w + volume * 0.5, -2.92 - volume * 0.8}};
}

/// Closes a dome with an inner hairline, given from the right ear to the left.
std::vector<Point> capped(const FacePlan& plan, double volume, double ear_v, const std::vector<Point>& hairline) {
    const std::vector<Point> right = dome(plan, volume, ear_v);
    std::vector<Point> all(hairline.rbegin(), hairline.rend());  // left to right
    all.insert(all.end(), right.begin(), right.end());
    all.push_back({0, -3.05 - volume});
    for (auto p = right.rbegin(); p != right.rend(); ++p) all.push_back({-p->x, p->y});
    return all;
}

std::vector<Point> short_hairline(const FacePlan& plan, double v) {
    const double w = plan.width;
    return mirrored({{w - 0.07, 0.12}, {w - 0.17, -0.25}, {w - 0.20, -0.85}, {0.74 * w, v + 0.28}, {0.58 * w, v - 0.02}, {0.25 * w, v - 0.06}});
}

std::vector<Point> side_hairline(const FacePlan& plan) {
    const double w = plan.width, side = plan.parting >= 0 ? 1 : -1;
    std::vector<Point> line = {{w - 0.07, 0.12}, {w - 0.18, -0.3}, {w - 0.22, -0.95}, {0.66 * w, -1.72}, {0.34 * w, -1.95}, {-0.1 * w, -1.62}, {-0.52 * w, -1.42}, {-0.80 * w, -1.05}, {-w + 0.18, -0.35}, {-w + 0.07, 0.12}};
    if (side > 0) return line;
    std::vector<Point> flipped;
    for (auto p = line.rbegin(); p != line.rend(); ++p) flipped.push_back({-p->x, p->y});
    return flipped;
}

std::vector<Point> receding_hairline(const FacePlan& plan) {
    const double w = plan.width;
    return mirrored({{w - 0.08, 0.1}, {w - 0.16, -0.5}, {w - 0.22, -1.1}, {0.70 * w, -1.9}, {0.44 * w, -2.42}, {0.16 * w, -2.3}});
}

/// Hair falling beside the face down to `end`.
std::vector<Point> curtain(const FacePlan& plan, double end, double part) {
    const double w = plan.width;
    std::vector<Point> right = {{w * 0.86, end}, {w * 0.93, 1.3}, {w - 0.12, 0.3}, {w - 0.20, -0.55}, {0.68 * w, -1.25}, {0.36 * w + part * 0.5, -1.78}};
    std::vector<Point> line = right;
    line.push_back({part, -2.12});
    for (auto p = right.rbegin(); p != right.rend(); ++p) line.push_back({-p->x + (p->y < -1.5 ? part : 0), p->y});
    return line;
}

std::vector<Point> long_outline(const FacePlan& plan, double end, const std::vector<Point>& inner) {
    const double w = plan.width;
    std::vector<Point> all(inner.rbegin(), inner.rend());
    const std::vector<Point> right = {{w + 0.10, end + 0.05}, {w + 0.34, 1.6}, {w + 0.32, 0.3}, {w + 0.25, -0.8}, {w + 0.1, -1.75}, {0.76 * w, -2.6}, {0.34 * w, -3.1}};
    all.insert(all.end(), right.begin(), right.end());
    all.push_back({0, -3.2});
    for (auto p = right.rbegin(); p != right.rend(); ++p) all.push_back({-p->x, p->y});
    return all;
}

std::vector<Point> fringe(const FacePlan& plan, double end) {
    const double w = plan.width;
    return mirrored({{w * 0.88, end}, {w * 0.94, 1.2}, {w - 0.14, 0.2}, {w - 0.26, -0.55}, {0.70 * w, -0.84}, {0.34 * w, -0.90}});
}

Style style_of(const FacePlan& plan) {
    switch (plan.hair) {
        case Hair::Crop: return {capped(plan, 0.10, 0.05, short_hairline(plan, -1.66)), Lie::Forward, 0.28};
        case Hair::SidePart: return {capped(plan, 0.20, 0.05, side_hairline(plan)), Lie::Parted, 0.75};
        case Hair::Brush: return {capped(plan, 0.26, 0.02, short_hairline(plan, -1.72)), Lie::Back, 0.5};
        case Hair::Receding: return {capped(plan, 0.06, 0.02, receding_hairline(plan)), Lie::Back, 0.25};
        case Hair::Curly: return {capped(plan, plan.female ? 0.46 : 0.24, 0.3, short_hairline(plan, -1.58)), Lie::Forward, 0.14};
        case Hair::Tied: return {capped(plan, 0.10, 0.25, short_hairline(plan, -1.70)), Lie::Back, 0.9};
        case Hair::Fringe: return {long_outline(plan, 2.2, fringe(plan, 2.2)), Lie::Forward, 0.8};
        case Hair::Bob: return {long_outline(plan, 2.25, curtain(plan, 2.2, plan.parting)), Lie::Parted, 0.9};
        default: return {long_outline(plan, 4.6, curtain(plan, 4.6, plan.parting)), Lie::Parted, 1.0};
    }
}

/// Draws strands along their flow: from the parting outwards, then down.
class Strands {
  public:
    Strands(const FacePlan& plan, const Style& style, const Mask& mask, std::uint64_t salt)
        : plan_(plan), style_(style), mask_(mask), random_(plan.seed, "strands", salt) {}

    /// `count` lines starting inside the mask.
    std::vector<std::vector<Point>> draw(int count) {
        std::vector<std::vector<Point>> paths;
        for (int tries = 0; tries < count * 8 && static_cast<int>(paths.size()) < count; ++tries) {
            const double x = mask_.left + random_.unit() * mask_.alpha.width, y = mask_.top + random_.unit() * mask_.alpha.height;
            if (mask_.at(static_cast<int>(x), static_cast<int>(y)) > 0.5F) paths.push_back(trace({x, y}));
        }
        return paths;
    }

  private:
    /// Direction of the hair at a place: what is seen from the front of a round head.
    [[nodiscard]] Point flow(Point at) const {
        const double u = (at.x - plan_.middle.x) / plan_.scale, v = (at.y - plan_.middle.y) / plan_.scale;
        const double off = u - plan_.parting, hang = smoothstep(-2.4, -0.5, v);
        Point d = {0.55 * u * (1 - hang) + 0.05 * u, 1};
        if (style_.lie == Lie::Back) d = {0.42 * u * (1 - 0.5 * hang), -1};
        if (style_.lie == Lie::Parted) {
            const double down = std::max(hang, smoothstep(0.1, 1.6, std::abs(off)));
            d = {(off < 0 ? -1 : 1) * (1 - down) + 0.05 * u, mix(0.3, 1, down)};
        }
        const double n = std::max(std::hypot(d.x, d.y), 1e-3);
        return {d.x / n, d.y / n};
    }
    std::vector<Point> trace(Point at) {
        constexpr int kSteps = 9;
        const double step = plan_.px(style_.reach) * mix(0.5, 1.2, random_.unit()) / kSteps, phase = random_.unit() * 6.283, lean = random_.normal() * 0.10;
        const double curl = plan_.hair == Hair::Curly ? 1.6 : 0.22 * plan_.wave * style_.reach;
        std::vector<Point> path = {at};
        for (int i = 0; i < kSteps; ++i) {
            const Point d = flow(at);
            const double turn = lean + curl * std::sin(phase + i * (plan_.hair == Hair::Curly ? 0.8 : 0.9));
            at = {at.x + step * (d.x - d.y * turn), at.y + step * (d.y + d.x * turn)};
            path.push_back(at);
        }
        return path;
    }

    const FacePlan& plan_;
    const Style& style_;
    const Mask& mask_;
    SeededRandom random_;
};

/// Base colour, strands dark and light, and the gloss of light from above.
void fill_hair(Canvas& canvas, const FacePlan& plan, const Style& style, const Mask& mask, int strands) {
    const Color dark = plan.hair_color * 0.55, light = mix(plan.hair_color, {0.78F, 0.70F, 0.66F}, 0.26);
    canvas.paint(mask, [&](int, int y) { return mix(plan.hair_color * 1.08, plan.hair_color * 0.72, smoothstep(-3.0, 1.5, (y - plan.middle.y) / plan.scale)); });
    Strands strand(plan, style, mask, 1);
    const Mask edge = blob(plan.at(style.outline), 4.5);  // tips stand out a little
    const auto lay = [&](int count, int thickness, const Mask& within, const Color& color, double opacity) {
        Mask drawn = lines(strand.draw(count), thickness);
        drawn.clip(within);
        canvas.fill(drawn, color, opacity);
    };
    lay(strands, 3, edge, dark, 0.5);
    lay(strands, 2, edge, light, 0.34);
    Mask gloss = blob(plan.at({{-1.45, -1.75}, {-0.9, -2.35}, {0, -2.6}, {0.8, -2.4}, {1.3, -1.9}, {0.75, -2.12}, {0, -2.28}, {-0.85, -2.05}}), plan.px(0.12));
    gloss.clip(mask);
    canvas.fill(gloss, light, 0.22);
    lay(strands / 2, 2, gloss, mix(light, {1, 1, 1}, 0.25), 0.55);
}

bool falls_behind(const FacePlan& plan) { return !plan.headscarf && (plan.hair == Hair::Long || plan.hair == Hair::Bob || plan.hair == Hair::Fringe); }

}  // namespace

void paint_hair_behind(Canvas& canvas, const FacePlan& plan) {
    if (!falls_behind(plan)) return;
    const double w = plan.width, end = plan.hair == Hair::Long ? 4.7 : 2.3;
    const Style style = {mirrored({{0.4, -3.0}, {w, -1.8}, {w + 0.28, 0}, {w + 0.28, 1.6}, {w + 0.1, end - 0.1}, {0.8, end}}), Lie::Forward, 1.2};
    const Mask mask = blob(plan.at(style.outline), 1.5);
    fill_hair(canvas, plan, style, mask, 500);
    canvas.shade(mask, {0.6F, 0.6F, 0.6F});  // in the shade of head and neck
}

void paint_hair(Canvas& canvas, const FacePlan& plan) {
    const Style style = style_of(plan);
    const std::vector<Point> outline = plan.at(style.outline);
    Mask shadow = blob(outline, plan.px(0.07));
    shadow.clip(blob(plan.at(head_outline(plan)), 1));
    canvas.shade(shadow, {0.55F, 0.44F, 0.42F}, 0.6);
    const Mask mask = blob(outline, 1.6);
    fill_hair(canvas, plan, style, mask, style.reach > 0.7 ? 620 : 900);
}

}  // namespace loket::biometrics::synth
