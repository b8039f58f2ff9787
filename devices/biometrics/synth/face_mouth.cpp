#include <cmath>

#include "devices/base/random.h"
#include "devices/biometrics/synth/face_paint.h"

namespace loket::biometrics::synth {

namespace {

double gap(const FacePlan& plan) { return plan.mouth_open ? 0.34 : 0; }

/// The corners of the mouth and the line between the lips; `drop` lowers its middle.
std::vector<Point> lip_line(const FacePlan& plan, double drop) {
    const double w = plan.mouth_width, m = plan.mouth, s = plan.smile;
    return {{-w, m - s},
            {-0.55 * w, m + 0.015 + drop * 0.75},
            {-0.16 * w, m - 0.005 + drop},
            {0, m + 0.012 + drop},
            {0.16 * w, m - 0.005 + drop},
            {0.55 * w, m + 0.015 + drop * 0.75},
            {w, m - s}};
}

/// Closes the lip line with an outer edge.
std::vector<Point> lip(const FacePlan& plan, double drop, const std::vector<Point>& outer) {
    std::vector<Point> shape = curve(plan.at(lip_line(plan, drop)));
    const std::vector<Point> edge = curve(plan.at(outer));
    shape.insert(shape.end(), edge.begin(), edge.end());
    return shape;
}

void paint_inside(Canvas& canvas, const FacePlan& plan) {
    if (!plan.mouth_open) return;
    std::vector<Point> shape = curve(plan.at(lip_line(plan, 0)));
    const std::vector<Point> bottom = curve(plan.at(lip_line(plan, gap(plan))));
    shape.insert(shape.end(), bottom.rbegin(), bottom.rend());
    const Mask inside = polygon(shape, 1.0);
    canvas.fill(inside, {0.20F, 0.07F, 0.07F});
    Mask tongue = ellipse(plan.at(0, plan.mouth + gap(plan) + 0.03), plan.px(plan.mouth_width * 0.55),
                          plan.px(0.14), 3);
    tongue.clip(inside);
    canvas.fill(tongue, {0.62F, 0.28F, 0.28F}, 0.8);
    Mask teeth = blob(plan.at({{-0.66 * plan.mouth_width, plan.mouth - 0.04},
                               {0.66 * plan.mouth_width, plan.mouth - 0.04},
                               {0.5 * plan.mouth_width, plan.mouth + 0.09},
                               {-0.5 * plan.mouth_width, plan.mouth + 0.09}}),
                      1);
    teeth.clip(inside);
    canvas.fill(teeth, {0.93F, 0.90F, 0.85F});
}

void paint_lips(Canvas& canvas, const FacePlan& plan) {
    const double w = plan.mouth_width, m = plan.mouth, up = plan.upper_lip, low = plan.lower_lip + gap(plan),
                 s = plan.smile;
    const Mask upper = polygon(lip(plan, 0,
                                   {{w, m - s},
                                    {0.55 * w, m - 0.66 * up},
                                    {0.18 * w, m - up},
                                    {0, m - 0.80 * up},
                                    {-0.18 * w, m - up},
                                    {-0.55 * w, m - 0.66 * up},
                                    {-w, m - s}}),
                               1.1);
    const Mask lower = polygon(lip(plan, gap(plan),
                                   {{w, m - s},
                                    {0.6 * w, m + 0.72 * low},
                                    {0.22 * w, m + low},
                                    {-0.22 * w, m + low},
                                    {-0.6 * w, m + 0.72 * low},
                                    {-w, m - s}}),
                               1.3);
    canvas.fill(upper, plan.lip * 0.86, 0.88);
    canvas.fill(lower, plan.lip, 0.85);
    Mask shine = ellipse(plan.at(-0.05, m + gap(plan) + plan.lower_lip * 0.5), plan.px(w * 0.42),
                         plan.px(plan.lower_lip * 0.22), plan.px(0.04));
    shine.clip(lower);
    canvas.fill(shine, mix(plan.lip, {1, 0.93F, 0.9F}, 0.6), 0.55);
    Mask under = brush(
        plan.at({{-0.62 * w, m + 0.85 * low + 0.03}, {0, m + low + 0.07}, {0.62 * w, m + 0.85 * low + 0.03}}),
        2, plan.px(0.1), 2, plan.px(0.04));
    canvas.shade(under, {0.68F, 0.56F, 0.53F}, 0.55);
}

/// Short hairs over a part of the face; few on young men.
void paint_hairs(Canvas& canvas, const FacePlan& plan, const std::vector<Point>& area, int count,
                 double length, double lean, double opacity) {
    SeededRandom random(plan.seed, "whiskers", static_cast<std::uint64_t>(count));
    const Mask mask = blob(plan.at(area), 3);
    std::vector<std::vector<Point>> hairs;
    for (int i = 0; i < count * 6 && static_cast<int>(hairs.size()) < count; ++i) {
        const double x = mask.left + random.unit() * mask.alpha.width,
                     y = mask.top + random.unit() * mask.alpha.height;
        if (mask.at(static_cast<int>(x), static_cast<int>(y)) < 0.3 + 0.7 * random.unit()) continue;
        const double side = (x - plan.middle.x) / plan.px(0.6),
                     dx = plan.px(length) * (lean * side + 0.15 * random.normal());
        hairs.push_back({{x, y}, {x + dx, y + plan.px(length)}});
    }
    canvas.fill(mask, plan.hair_color, 0.28 * opacity);
    canvas.fill(lines(hairs, 2), plan.hair_color, 0.75 * opacity);
}

}  // namespace

void paint_nose(Canvas& canvas, const FacePlan& plan) {
    const double n = plan.nose_length, w = plan.nose_width;
    const Color shadow = {0.62F, 0.50F, 0.46F};
    canvas.shade(ellipse(plan.at(0, n + 0.23), plan.px(w * 1.05), plan.px(0.07), plan.px(0.06)), shadow,
                 0.38);
    for (const double side : {-1.0, 1.0}) {
        canvas.shade(blob(plan.at({{side * 0.10, n + 0.115},
                                   {side * 0.2, n + 0.075},
                                   {side * (w - 0.10), n + 0.10},
                                   {side * (w - 0.14), n + 0.155},
                                   {side * 0.16, n + 0.165}}),
                          1.6),
                     {0.28F, 0.19F, 0.17F}, 0.88);
        canvas.shade(brush(plan.at({{side * (w - 0.05), n - 0.16},
                                    {side * (w + 0.035), n - 0.02},
                                    {side * (w + 0.005), n + 0.12},
                                    {side * (w - 0.10), n + 0.16}}),
                           1, plan.px(0.05), 1, 2.2),
                     shadow, 0.5);
        canvas.shade(brush(plan.at({{side * 0.30, -0.34}, {side * 0.23, 0.0}, {side * 0.22, n * 0.5}}), 2,
                           plan.px(0.12), 2, plan.px(0.08)),
                     shadow, 0.22);
    }
    canvas.fill(ellipse(plan.at(-0.035, n - 0.08), plan.px(0.085), plan.px(0.07), plan.px(0.04)),
                {1, 0.96F, 0.92F}, 0.26);
    canvas.fill(brush(plan.at({{-0.03, -0.1}, {-0.03, n * 0.75}}), 2, plan.px(0.07), 2, plan.px(0.04)),
                {1, 0.96F, 0.92F}, 0.14);
}

void paint_mouth(Canvas& canvas, const FacePlan& plan) {
    paint_inside(canvas, plan);
    paint_lips(canvas, plan);
    if (!plan.mouth_open)
        canvas.fill(brush(plan.at(lip_line(plan, 0)), 1.2, plan.px(0.032), 1.2, 0.9), plan.lip * 0.34, 0.85);
    for (const double side : {-1.0, 1.0})
        canvas.shade(ellipse(plan.at(side * (plan.mouth_width + 0.015), plan.mouth - plan.smile),
                             plan.px(0.05), plan.px(0.045), 2.5),
                     {0.5F, 0.4F, 0.38F}, 0.42);
}

void paint_whiskers(Canvas& canvas, const FacePlan& plan) {
    const double w = plan.mouth_width, top = plan.nose_length + 0.24, lip = plan.mouth - plan.upper_lip;
    if (plan.moustache)
        paint_hairs(canvas, plan,
                    {{-0.07, top + 0.05},
                     {0.07, top + 0.05},
                     {0.6 * w, top + 0.14},
                     {1.06 * w, lip + 0.13},
                     {0.6 * w, lip + 0.02},
                     {0, lip},
                     {-0.6 * w, lip + 0.02},
                     {-1.06 * w, lip + 0.13},
                     {-0.6 * w, top + 0.14}},
                    420, 0.11, 0.7, 1);
    if (plan.beard) {
        const double c = plan.chin;
        paint_hairs(canvas, plan,
                    {{-0.42, plan.mouth + 0.42},
                     {0, plan.mouth + 0.33},
                     {0.42, plan.mouth + 0.42},
                     {0.48, c - 0.2},
                     {0.24, c + 0.06},
                     {0, c + 0.12},
                     {-0.24, c + 0.06},
                     {-0.48, c - 0.2}},
                    520, 0.13, 0.15, 0.9);
    }
}

}  // namespace loket::biometrics::synth
