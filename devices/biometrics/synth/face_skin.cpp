#include <cmath>

#include "devices/base/random.h"
#include "devices/biometrics/synth/face_paint.h"

namespace loket::biometrics::synth {

namespace {

/// Skin in a given light: shadows redder and deeper, highlights paler.
Color lit(const Color& skin, double light) {
    const Color dark = skin * Color{0.62F, 0.50F, 0.46F};
    const Color pale = mix(skin, {1.0F, 0.96F, 0.92F}, 0.38);
    const Color base = mix(dark, skin, smoothstep(0.32, 0.86, light));
    return mix(base, pale, 0.85 * smoothstep(0.86, 1.03, light));
}

void paint_ears(Canvas& canvas, const FacePlan& plan) {
    for (const double side : {-1.0, 1.0}) {
        const double u = side * (plan.width + 0.035), v = 0.36;
        const std::vector<Point> outline = {{u - side * 0.12, v - 0.42}, {u + side * 0.10, v - 0.47},
                                            {u + side * 0.22, v - 0.25}, {u + side * 0.17, v + 0.12},
                                            {u + side * 0.06, v + 0.42}, {u - side * 0.10, v + 0.46},
                                            {u - side * 0.16, v}};
        canvas.fill(blob(plan.at(outline)), lit(plan.skin, 0.74));
        canvas.shade(brush(plan.at({{u + side * 0.01, v - 0.34},
                                    {u + side * 0.13, v - 0.2},
                                    {u + side * 0.08, v + 0.1},
                                    {u - side * 0.01, v + 0.28}}),
                           2, plan.px(0.08), 2, 2.5),
                     {0.66F, 0.54F, 0.50F}, 0.75);
        canvas.fill(brush(plan.at({{u + side * 0.06, v - 0.43},
                                   {u + side * 0.185, v - 0.24},
                                   {u + side * 0.14, v + 0.06}}),
                          1, plan.px(0.045), 1, 2),
                    lit(plan.skin, 1.0), 0.4);
    }
}

void paint_earrings(Canvas& canvas, const FacePlan& plan) {
    for (const double side : {-1.0, 1.0}) {
        const Point lobe = plan.at(side * (plan.width + 0.03), 0.86);
        canvas.fill(ellipse(lobe, plan.px(0.05), plan.px(0.05), 0.8), {0.83F, 0.66F, 0.30F});
        canvas.fill(ellipse({lobe.x - 1.5, lobe.y - 1.5}, plan.px(0.018), plan.px(0.018), 0.8),
                    {1.0F, 0.95F, 0.8F});
    }
}

/// Blood shows in cheeks, nose and ears; a few spots of the skin.
void paint_flush(Canvas& canvas, const FacePlan& plan) {
    const Color red = {1.03F, 0.82F, 0.80F};
    const double strength = (plan.female ? 0.42 : 0.26) + 0.2 * plan.young;
    for (const double side : {-1.0, 1.0})
        canvas.shade(ellipse(plan.at(side * 1.12, 0.95), plan.px(0.42), plan.px(0.32), plan.px(0.2)), red,
                     strength);
    canvas.shade(ellipse(plan.at(0, plan.nose_length - 0.05), plan.px(0.3), plan.px(0.22), plan.px(0.12)),
                 red, 0.3);
    SeededRandom random(plan.seed, "moles");
    const int moles = random.chance(0.4) ? 1 : 0;
    for (int i = 0; i < moles; ++i) {
        const double u = mix(-1.3, 1.3, random.unit()), v = mix(0.6, 2.3, random.unit());
        canvas.shade(ellipse(plan.at(u, v), plan.px(0.02), plan.px(0.02), 0.9), {0.45F, 0.36F, 0.34F}, 0.8);
    }
}

double age_line(const FacePlan& plan, double from) { return smoothstep(from, 1.0, plan.aged); }

void paint_line(Canvas& canvas, const FacePlan& plan, const std::vector<Point>& line, double width,
                double strength) {
    if (strength <= 0.02) return;
    canvas.shade(brush(plan.at(line), 0.5, plan.px(width), 0.5, 1.6), {0.60F, 0.48F, 0.44F}, strength);
}

}  // namespace

void paint_skin(Canvas& canvas, const FacePlan& plan, const Field& light) {
    if (!plan.headscarf) paint_ears(canvas, plan);
    if (plan.female && !plan.headscarf) paint_earrings(canvas, plan);
    const Mask head = blob(plan.at(head_outline(plan)), 0.8);
    const Field texture =
        smooth_noise(Canvas::kWidth, Canvas::kHeight, 4, derive_seed(plan.seed, "skin-fine"));
    const Field patches =
        smooth_noise(Canvas::kWidth, Canvas::kHeight, 60, derive_seed(plan.seed, "skin-broad"));
    const double rough = 0.006 + 0.010 * plan.aged;
    canvas.paint(head, [&](int x, int y) {
        return lit(plan.skin, light.at(x, y) + rough * texture.at(x, y) + 0.014 * patches.at(x, y));
    });
    paint_flush(canvas, plan);
}

void paint_age(Canvas& canvas, const FacePlan& plan) {
    SeededRandom random(plan.seed, "wrinkles");
    for (int i = 0; i < 3; ++i) {
        const double v = -0.92 - 0.24 * i + 0.03 * random.normal(), bow = 0.05 + 0.02 * i;
        paint_line(canvas, plan,
                   {{-0.95, v + bow}, {-0.4, v - 0.02}, {0.05, v + 0.03}, {0.5, v - 0.02}, {0.95, v + bow}},
                   0.035, 0.62 * age_line(plan, 0.25 + 0.12 * i));
    }
    for (const double side : {-1.0, 1.0}) {
        const double eye = side * plan.eye_gap, corner = eye + side * (plan.eye_width + 0.08),
                     fold = side * (plan.nose_width + 0.06);
        for (int i = -1; i <= 1; ++i)
            paint_line(canvas, plan,
                       {{corner, 0.05 + 0.07 * i},
                        {corner + side * 0.14, 0.05 + 0.13 * i},
                        {corner + side * 0.26, 0.03 + 0.21 * i}},
                       0.03, 0.6 * age_line(plan, 0.2));
        paint_line(canvas, plan,
                   {{fold, plan.nose_length - 0.02},
                    {fold + side * 0.2, plan.nose_length + 0.28},
                    {side * (plan.mouth_width + 0.16), plan.mouth - 0.02}},
                   0.055, 0.05 + 0.55 * age_line(plan, 0.0));
        paint_line(canvas, plan, {{eye - side * 0.28, 0.28}, {eye, 0.385}, {eye + side * 0.3, 0.30}}, 0.045,
                   0.06 + 0.5 * age_line(plan, 0.1));
        paint_line(canvas, plan,
                   {{side * (plan.mouth_width + 0.06), plan.mouth + 0.1},
                    {side * (plan.mouth_width + 0.1), plan.mouth + 0.3}},
                   0.045, 0.5 * age_line(plan, 0.3));
    }
}

}  // namespace loket::biometrics::synth
