#include <cmath>

#include "devices/base/random.h"
#include "devices/biometrics/synth/face_paint.h"

namespace loket::biometrics::synth {

namespace {

/// Half the shoulders: narrower on women, much narrower on children.
double shoulders(const FacePlan& plan) { return (plan.female ? 3.25 : 3.75) * (1 - 0.22 * plan.young); }
double neck(const FacePlan& plan) { return (plan.female ? 0.90 : 1.10) * (1 - 0.18 * plan.young); }
constexpr double kBottom = 6.2;  // face units, below the picture's edge

/// Outline of the clothes from collar to the edge of the picture.
Mask garment(const FacePlan& plan) {
    const double s = shoulders(plan), n = neck(plan);
    return polygon(curve(plan.at(mirrored({{s * 1.08, kBottom + 0.3},
                                           {s * 1.08, kBottom},
                                           {s * 1.04, 5.3},
                                           {s * 0.93, 4.6},
                                           {s * 0.72, 4.22},
                                           {n + 0.6, 3.92},
                                           {n + 0.12, 3.70},
                                           {n * 0.72, 3.86},
                                           {n * 0.2, 4.05}}))),
                   0.6);
}

void paint_neck(Canvas& canvas, const FacePlan& plan) {
    const double n = neck(plan);
    const Mask shape = blob(plan.at(mirrored({{0.2, plan.chin - 1.2},
                                              {n * 0.95, plan.chin - 1.0},
                                              {n * 0.94, 3.2},
                                              {n + 0.1, 3.72},
                                              {n + 0.7, 4.1},
                                              {0.9, 4.7},
                                              {0.2, 4.95}})),
                            0.8);
    const Color tone = plan.skin * Color{0.87F, 0.81F, 0.78F};
    canvas.fill(shape, tone);
    for (const double side : {-1.0, 1.0}) {  // the neck is round, and its sinews show
        Mask edge = brush(plan.at({{side * n, 2.2}, {side * n * 0.97, 3.2}, {side * (n + 0.15), 3.9}}),
                          plan.px(0.3), plan.px(0.42), plan.px(0.3), plan.px(0.13));
        edge.clip(shape);
        canvas.shade(edge, {0.70F, 0.60F, 0.56F}, 0.75);
        Mask sinew = brush(plan.at({{side * n * 0.75, 3.0}, {side * n * 0.42, 3.7}, {side * 0.2, 4.2}}), 2,
                           plan.px(0.12), 2, plan.px(0.07));
        sinew.clip(shape);
        canvas.shade(sinew, {0.74F, 0.66F, 0.62F}, 0.42);
    }
    Mask under =
        ellipse(plan.at(0, plan.chin - 0.12), plan.px(plan.jaw * 0.98), plan.px(0.62), plan.px(0.16));
    under.clip(shape);
    canvas.shade(under, {0.56F, 0.44F, 0.41F}, 0.9);
}

/// The rows of four petals of a kawung batik.
std::vector<std::vector<Point>> petals(const FacePlan& plan) {
    std::vector<std::vector<Point>> strokes;
    constexpr double kCell = 0.56;
    for (int row = 0; row < 6; ++row) {
        for (int column = -8; column <= 8; ++column) {
            const double u = (column + (row % 2) * 0.5) * kCell, v = 3.7 + row * kCell * 0.86;
            for (const Point d : {Point{1, 1}, Point{-1, 1}, Point{1, -1}, Point{-1, -1}})
                strokes.push_back(
                    plan.at({{u + d.x * 0.05, v + d.y * 0.05}, {u + d.x * 0.19, v + d.y * 0.16}}));
        }
    }
    return strokes;
}

void paint_folds(Canvas& canvas, const FacePlan& plan, const Mask& cloth) {
    const double s = shoulders(plan);
    SeededRandom random(plan.seed, "cloth-folds");
    for (const double side : {-1.0, 1.0}) {
        Mask arm = brush(plan.at({{side * s * 0.80, 4.7}, {side * s * 0.74, 5.3}, {side * s * 0.78, 6.3}}),
                         plan.px(0.1), plan.px(0.35), plan.px(0.5), plan.px(0.14));
        arm.clip(cloth);
        canvas.shade(arm, {0.62F, 0.62F, 0.66F}, 0.6);
        for (int i = 0; i < 3; ++i) {
            const double u = side * mix(0.5, 0.72, random.unit()) * s, v = mix(4.5, 5.1, random.unit());
            Mask fold = brush(plan.at({{u, v}, {u - side * 0.25, v + 0.5}, {u - side * 0.3, v + 1.1}}), 1,
                              plan.px(0.14), 1, plan.px(0.06));
            fold.clip(cloth);
            canvas.shade(fold, {0.74F, 0.74F, 0.78F}, 0.5);
        }
        Mask top = brush(
            plan.at({{side * (neck(plan) + 0.45), 3.95}, {side * s * 0.7, 4.3}, {side * s * 0.95, 4.8}}), 4,
            plan.px(0.3), 4, plan.px(0.1));
        top.clip(cloth);
        canvas.fill(top, {1, 1, 1}, 0.10);
    }
}

/// Two wings of a collar lying open, or one buttoned up.
void paint_collar(Canvas& canvas, const FacePlan& plan, const Color& color, double depth) {
    const double n = neck(plan);
    for (const double side : {-1.0, 1.0}) {
        const std::vector<Point> wing = plan.at({{side * (n * 0.93), 3.38},
                                                 {side * (n + 0.17), 3.62},
                                                 {side * (n + 0.10), 4.05},
                                                 {side * 0.74, 4.55},
                                                 {side * 0.05, 3.98 + depth},
                                                 {side * n * 0.70, 3.86}});
        canvas.shade(polygon(plan.at({{side * (n + 0.2), 3.74},
                                      {side * (n + 0.14), 4.12},
                                      {side * 0.76, 4.68},
                                      {side * 0.05, 4.06 + depth}}),
                             5),
                     {0.5F, 0.5F, 0.55F}, 0.55);
        canvas.fill(polygon(wing, 0.7), color);
        canvas.shade(brush(plan.at({{side * (n + 0.12), 3.72}, {side * 0.9, 4.2}, {side * 0.74, 4.52}}), 1,
                           plan.px(0.1), 1, 4),
                     {0.72F, 0.72F, 0.76F}, 0.5);
    }
}

void paint_buttons(Canvas& canvas, const FacePlan& plan, const Color& color) {
    canvas.shade(brush(plan.at({{0.02, 4.4}, {0.03, 5.4}, {0.03, 6.3}}), 2, 2.5, 2.5, 1), {0.6F, 0.6F, 0.64F},
                 0.7);
    for (const double v : {4.78, 5.35})
        canvas.fill(ellipse(plan.at(-0.06, v), plan.px(0.055), plan.px(0.055), 0.7),
                    mix(color, {1, 1, 1}, 0.45), 0.9);
}

void paint_blazer(Canvas& canvas, const FacePlan& plan, const Mask& cloth) {
    const Color shirt = {0.94F, 0.95F, 0.97F};
    Mask chest = polygon(
        plan.at({{-0.95, 3.8}, {0.95, 3.8}, {0.5, 4.9}, {0.06, 6.3}, {-0.06, 6.3}, {-0.5, 4.9}}), 0.8);
    chest.clip(cloth);
    canvas.fill(chest, shirt);
    if (!plan.female) {
        const Color tie = mix(plan.cloth, {0.55F, 0.12F, 0.16F}, 0.7);
        canvas.fill(
            polygon(
                plan.at(
                    {{-0.16, 4.22}, {0.16, 4.22}, {0.11, 4.48}, {0.26, 6.3}, {-0.26, 6.3}, {-0.11, 4.48}}),
                0.7),
            tie);
        canvas.shade(brush(plan.at({{-0.13, 4.48}, {0.13, 4.48}}), 1, 3, 1, 1), {0.5F, 0.5F, 0.5F}, 0.8);
    }
    for (const double side : {-1.0, 1.0}) {
        const std::vector<Point> lapel = plan.at({{side * 1.08, 3.78},
                                                  {side * 1.52, 4.15},
                                                  {side * 1.38, 4.75},
                                                  {side * 1.06, 4.78},
                                                  {side * 1.12, 5.0},
                                                  {side * 0.08, 6.4},
                                                  {side * 0.52, 4.9}});
        canvas.shade(polygon(lapel, 6), {0.4F, 0.4F, 0.45F}, 0.6);
        canvas.fill(polygon(lapel, 0.7), mix(plan.cloth * 0.72, {0.2F, 0.2F, 0.24F}, 0.3) * 1.16);
    }
    paint_collar(canvas, plan, shirt, 0.18);
}

void paint_round_neck(Canvas& canvas, const FacePlan& plan) {
    const double n = neck(plan);
    const std::vector<Point> line =
        plan.at(mirrored({{n + 0.06, 3.68}, {n * 0.98, 3.82}, {n * 0.55, 4.16}, {0.01, 4.30}}));
    canvas.shade(brush(line, 3, plan.px(0.16), 3, 2.5), {0.6F, 0.6F, 0.64F}, 0.6);
    canvas.fill(brush(line, plan.px(0.10), plan.px(0.12), plan.px(0.10), 0.8), plan.cloth * 0.85);
}

}  // namespace

void paint_background(Canvas& canvas, const FacePlan& plan, std::uint32_t rgb) {
    const Color color = {static_cast<float>((rgb >> 16 & 255) / 255.0),
                         static_cast<float>((rgb >> 8 & 255) / 255.0),
                         static_cast<float>((rgb & 255) / 255.0)};
    for (int y = 0; y < Canvas::kHeight; ++y) {
        for (int x = 0; x < Canvas::kWidth; ++x) {
            const double u = (x - plan.middle.x) / Canvas::kWidth, v = (y - 430.0) / Canvas::kHeight;
            canvas.at(x, y) = color * (1.0 - 0.09 * (u * u + v * v) / 0.5 - 0.02 * u);
        }
    }
}

void paint_body(Canvas& canvas, const FacePlan& head) {
    FacePlan plan = head;  // a child's shoulders sit closer to its chin
    plan.middle.y -= plan.px(0.5 * plan.young);
    plan.chin += 0.5 * plan.young;
    paint_neck(canvas, plan);
    Mask cloth = garment(plan);
    const bool open = plan.clothes != Clothes::Round;
    const double n = neck(plan);
    if (open)
        cloth.cut(polygon(
            plan.at({{-n * 0.8, 3.5}, {n * 0.8, 3.5}, {n * 0.62, 3.95}, {0, 4.38}, {-n * 0.62, 3.95}}), 1));
    if (!open)
        cloth.cut(blob(plan.at(mirrored({{0.2, 4.26}, {n * 0.6, 4.12}, {n * 0.98, 3.78}, {n, 3.3}})), 1));
    const Color color =
        plan.clothes == Clothes::Blazer ? mix(plan.cloth * 0.72, {0.2F, 0.2F, 0.24F}, 0.3) : plan.cloth;
    canvas.fill(cloth, color);
    if (plan.clothes == Clothes::Batik) {
        Mask pattern = lines(petals(plan), 16);
        pattern.clip(cloth);
        canvas.fill(pattern, mix(plan.cloth, {0.95F, 0.86F, 0.68F}, 0.62), 0.85);
        Mask veins = lines(petals(plan), 3);
        veins.clip(cloth);
        canvas.fill(veins, plan.cloth * 0.55, 0.8);
    }
    paint_folds(canvas, plan, cloth);
    if (plan.clothes == Clothes::Blazer) return paint_blazer(canvas, plan, cloth);
    if (!open) return paint_round_neck(canvas, plan);
    paint_collar(canvas, plan, plan.cloth * 1.06, 0.42);
    paint_buttons(canvas, plan, plan.cloth);
}

}  // namespace loket::biometrics::synth
