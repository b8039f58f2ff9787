#include <cmath>

#include "devices/base/random.h"
#include "devices/biometrics/synth/face_paint.h"

namespace loket::biometrics::synth {

namespace {

/// The face left free: brow to chin, just inside the ears. `by` moves the edge outwards.
std::vector<Point> opening(const FacePlan& plan, double by) {
    const std::vector<Point> outline = curve(head_outline(plan), true);
    const double c = plan.chin, m = plan.mouth;
    const auto inside = [&](double v) { return head_half_width(outline, v) - 0.10 + by; };
    return mirrored({{0.55, -1.36 - by},
                     {1.22 + by * 0.6, -1.12 - by * 0.8},
                     {inside(-0.45) - 0.06, -0.45},
                     {inside(0.4) - 0.04, 0.4},
                     {inside(1.2), 1.2},
                     {inside(m), m + by * 0.3},
                     {inside(c - 0.3), c - 0.3 + by * 0.7},
                     {0.3, c - 0.03 + by}});
}

std::vector<Point> veil(const FacePlan& plan) {
    const double w = plan.width;
    return mirrored({{0.45, -3.2},
                     {1.25, -2.85},
                     {w + 0.08, -2.0},
                     {w + 0.36, -0.9},
                     {w + 0.42, 0.3},
                     {w + 0.36, 1.5},
                     {w + 0.34, 2.4},
                     {w + 0.75, 3.35},
                     {w + 1.25, 4.1},
                     {w + 1.35, 5.0},
                     {w + 1.2, 6.5},
                     {0.6, 6.6}});
}

void paint_drape(Canvas& canvas, const FacePlan& plan, const Mask& mask, const std::vector<Point>& line,
                 double width, double strength) {
    Mask dark = brush(plan.at(line), 2, plan.px(width), 2, plan.px(width * 0.45));
    dark.clip(mask);
    canvas.shade(dark, {0.62F, 0.60F, 0.64F}, strength);
    std::vector<Point> beside = line;
    for (Point& p : beside) p = {p.x - width * 0.75, p.y - width * 0.5};
    Mask light = brush(plan.at(beside), 2, plan.px(width * 0.7), 2, plan.px(width * 0.4));
    light.clip(mask);
    canvas.fill(light, mix(plan.scarf, {1, 1, 1}, 0.45), strength * 0.40);
}

/// Cloth drawn around the face and gathered under the chin.
void paint_drapes(Canvas& canvas, const FacePlan& plan, const Mask& mask) {
    SeededRandom random(plan.seed, "scarf-folds");
    const double w = plan.width, c = plan.chin;
    for (int i = 0; i < 3; ++i) {
        const double out = 0.10 + 0.13 * i + 0.03 * random.normal();
        for (const double side : {-1.0, 1.0})
            paint_drape(canvas, plan, mask,
                        {{side * 0.55, -1.75 - out},
                         {side * (w - 0.15 + out), -0.9},
                         {side * (w + out * 0.6), 0.6},
                         {side * (0.86 * w + out), 1.9},
                         {side * (0.45 + out), c + 0.25 + out}},
                        0.10 + 0.02 * i, 0.42);
    }
    const double pin = 0.25 * (random.chance(0.5) ? 1 : -1);
    for (int i = -4; i <= 4; ++i) {
        const double spread = i * 0.42 + 0.08 * random.normal();
        paint_drape(canvas, plan, mask,
                    {{pin * 0.5 + i * 0.11, c + 0.32},
                     {pin + spread * 0.75, c + 1.1},
                     {pin * 0.5 + spread * 1.5, c + 2.2},
                     {spread * 1.9, c + 3.6}},
                    0.17, 0.55);
    }
    paint_drape(canvas, plan, mask,
                {{-(w + 0.1), 2.0}, {-0.9, c + 0.42}, {pin, c + 0.62}, {1.1, c + 0.55}, {w + 0.6, c + 1.2}},
                0.2, 0.5);
}

}  // namespace

void paint_scarf(Canvas& canvas, const FacePlan& plan) {
    const Mask face = blob(plan.at(opening(plan, 0)), 0.8);
    Mask band = polygon(plan.at({{-1.5, -0.80},
                                 {-1.1, -1.03},
                                 {-0.6, -1.18},
                                 {0, -1.24},
                                 {0.6, -1.18},
                                 {1.1, -1.03},
                                 {1.5, -0.80},
                                 {1.5, -1.8},
                                 {-1.5, -1.8}}),
                        1);
    band.clip(face);
    canvas.fill(band, mix(plan.scarf, {0.1F, 0.1F, 0.12F}, 0.55));  // the cap worn beneath
    Mask shadow = blob(plan.at(opening(plan, 0)), 0.8);
    shadow.cut(blob(plan.at(opening(plan, -0.10)), plan.px(0.09)));
    canvas.shade(shadow, {0.50F, 0.40F, 0.38F}, 0.7);
    Mask mask = blob(plan.at(veil(plan)), 0.8);
    mask.cut(face);
    const Color lit = plan.scarf, dim = plan.scarf * Color{0.66F, 0.65F, 0.70F};
    canvas.paint(mask, [&](int x, int y) {
        const double u = (x - plan.middle.x) / plan.scale, v = (y - plan.middle.y) / plan.scale;
        const double round =
                         smoothstep(1.3, 2.6, std::abs(u + 0.25) * mix(1.0, 0.72, smoothstep(1.6, 3.0, v))),
                     under = std::exp(-((v - plan.chin - 0.1) * (v - plan.chin - 0.1)) / 0.12) *
                             (0.12 + 0.4 * (1 - smoothstep(0.7, 1.7, std::abs(u))));
        return mix(lit, dim, clamp01(0.85 * round + under));
    });
    paint_drapes(canvas, plan, mask);
    Mask hem = blob(plan.at(opening(plan, 0.055)), 1.2);
    hem.cut(face);
    canvas.fill(hem, mix(plan.scarf, {1, 1, 1}, 0.18), 0.75);
}

}  // namespace loket::biometrics::synth
