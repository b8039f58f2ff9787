#include <cmath>

#include "devices/base/random.h"
#include "devices/biometrics/synth/face_hairstyle.h"
#include "devices/biometrics/synth/face_paint.h"

namespace loket::biometrics::synth {

namespace {

/// Draws strands along their flow: from the parting outwards, then down.
class Strands {
  public:
    Strands(const FacePlan& plan, const Style& style, const Mask& mask, std::uint64_t salt)
        : plan_(plan), style_(style), mask_(mask), random_(plan.seed, "strands", salt) {}

    /// `count` lines starting where the mask is between `low` and `high`.
    std::vector<std::vector<Point>> draw(int count, float low = 0.5F, float high = 1.0F) {
        std::vector<std::vector<Point>> paths;
        for (int tries = 0; tries < count * 30 && static_cast<int>(paths.size()) < count; ++tries) {
            const double x = mask_.left + random_.unit() * mask_.alpha.width,
                         y = mask_.top + random_.unit() * mask_.alpha.height;
            const float there = mask_.at(static_cast<int>(x), static_cast<int>(y));
            if (there > low && there <= high) paths.push_back(trace({x, y}));
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
        const double step = plan_.px(style_.reach) * mix(0.5, 1.2, random_.unit()) / kSteps,
                     phase = random_.unit() * 6.283, lean = random_.normal() * 0.10;
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
    canvas.paint(mask, [&](int, int y) {
        return mix(plan.hair_color * 1.08, plan.hair_color * 0.72,
                   smoothstep(-3.0, 1.5, (y - plan.middle.y) / plan.scale));
    });
    Strands strand(plan, style, mask, 1);
    const Mask edge = blob(plan.at(style.outline), 4.5);  // tips stand out a little
    const auto lay = [&](int count, int thickness, const Mask& within, const Color& color, double opacity) {
        Mask drawn = lines(strand.draw(count), thickness);
        drawn.clip(within);
        canvas.fill(drawn, color, opacity);
    };
    lay(strands, 3, edge, dark, 0.5);
    lay(strands, 2, edge, light, 0.34);
    Mask gloss = blob(plan.at({{-1.45, -1.75},
                               {-0.9, -2.35},
                               {0, -2.6},
                               {0.8, -2.4},
                               {1.3, -1.9},
                               {0.75, -2.12},
                               {0, -2.28},
                               {-0.85, -2.05}}),
                      plan.px(0.12));
    gloss.clip(mask);
    canvas.fill(gloss, light, 0.22 * (1 - plan.hair_color.g));
    lay(strands / 2, 2, gloss, mix(light, {1, 1, 1}, 0.25), 0.55);
}

/// No hairline is a cut: single hairs stand over the skin.
void soften_hairline(Canvas& canvas, const FacePlan& plan, Style style) {
    const Mask rim = blob(plan.at(style.outline), 5);
    style.reach = std::min(style.reach, 0.2);
    Mask hairs = lines(Strands(plan, style, rim, 2).draw(420, 0.25F, 0.75F), 2);
    hairs.clip(blob(plan.at(head_outline(plan)), 2));
    canvas.fill(hairs, plan.hair_color * 0.85, 0.6);
}

void paint_bun(Canvas& canvas, const FacePlan& plan) {
    const Style style = {
        {{-0.58, -3.0}, {-0.62, -3.3}, {-0.3, -3.62}, {0.3, -3.62}, {0.62, -3.3}, {0.58, -3.0}},
        Lie::Back,
        0.4};
    fill_hair(canvas, plan, style, blob(plan.at(style.outline), 1.6), 160);
}

bool falls_behind(const FacePlan& plan) {
    return !plan.headscarf &&
           (plan.hair == Hair::Long || plan.hair == Hair::Bob || plan.hair == Hair::Fringe);
}

}  // namespace

void paint_hair_behind(Canvas& canvas, const FacePlan& plan) {
    if (plan.hair == Hair::Tied && !plan.headscarf) return paint_bun(canvas, plan);
    if (!falls_behind(plan)) return;
    const double w = plan.width, end = plan.hair == Hair::Long ? 4.7 : 2.3;
    const Style style = {
        mirrored({{0.4, -3.0}, {w, -1.8}, {w + 0.28, 0}, {w + 0.28, 1.6}, {w + 0.1, end - 0.1}, {0.8, end}}),
        Lie::Forward, 1.2};
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
    soften_hairline(canvas, plan, style);
}

}  // namespace loket::biometrics::synth
