#include <cmath>

#include "devices/base/random.h"
#include "devices/biometrics/synth/face_paint.h"

namespace loket::biometrics::synth {

namespace {

/// One eye, in face units; `side` is -1 on the left of the picture.
class EyePainter {
  public:
    EyePainter(Canvas& canvas, const FacePlan& plan, double side)
        : canvas_(canvas),
          plan_(plan),
          side_(side),
          w_(plan.eye_width),
          open_(plan.eyes_closed ? 0 : plan.eye_open) {}

    void paint() {
        canvas_.shade(ellipse(at(-0.02, -0.16), px(w_ * 1.05), px(0.13), px(0.07)), {0.72F, 0.60F, 0.56F},
                      0.42);
        if (open_ > 0) paint_ball();
        paint_lids();
    }

  private:
    /// u grows towards the temple.
    [[nodiscard]] Point at(double u, double v) const {
        return plan_.at(side_ * (plan_.eye_gap + u), v - plan_.eye_slant * u / w_);
    }
    [[nodiscard]] double px(double units) const { return plan_.px(units); }

    /// `lift` 1 follows the upper lid, more runs above it.
    [[nodiscard]] std::vector<Point> upper(double lift, double raise = 0) const {
        const double h = open_ * lift;
        if (open_ == 0)
            return {at(-w_, 0.05 - raise * 0.4), at(-0.4 * w_, 0.125 - raise), at(0.1 * w_, 0.145 - raise),
                    at(0.6 * w_, 0.115 - raise), at(w_, 0.02 - raise * 0.5)};
        return {at(-w_, 0.045 - raise * 0.25),          at(-0.68 * w_, -0.50 * h - raise * 0.8),
                at(-0.15 * w_, -0.98 * h - raise),      at(0.4 * w_, -0.86 * h - raise),
                at(0.8 * w_, -0.38 * h - raise * 0.85), at(w_ * 1.02, -0.01 - raise * 0.6)};
    }
    [[nodiscard]] std::vector<Point> lower() const {
        return {at(w_ * 1.02, -0.01), at(0.62 * w_, 0.62 * open_), at(0.05 * w_, 0.80 * open_),
                at(-0.55 * w_, 0.55 * open_), at(-w_, 0.045)};
    }
    [[nodiscard]] Mask opening() const {
        std::vector<Point> shape = curve(upper(1));
        const std::vector<Point> bottom = curve(lower());
        shape.insert(shape.end(), bottom.begin(), bottom.end());
        return polygon(shape, 0.7);
    }

    void fill_inside(Mask mask, const Mask& inside, const Color& color, double opacity) {
        mask.clip(inside);
        canvas_.fill(mask, color, opacity);
    }

    void paint_ball() {
        const Mask inside = opening();
        canvas_.fill(inside, {0.93F, 0.905F, 0.89F});
        const Point middle = at(side_ * 0.5 * w_ * plan_.gaze, -0.012);
        const double r = 0.158 + 0.02 * plan_.young;
        fill_inside(ellipse(at(-0.93 * w_, 0.04), px(0.055), px(0.04), 1.5), inside, {0.80F, 0.52F, 0.48F},
                    0.8);
        fill_inside(ellipse(middle, px(r), px(r), 1.0), inside, plan_.iris * 0.42, 1);
        fill_inside(ellipse(middle, px(r * 0.86), px(r * 0.86), 1.8), inside, plan_.iris, 0.95);
        fill_inside(ellipse({middle.x, middle.y + px(0.055)}, px(r * 0.6), px(r * 0.38), 3), inside,
                    plan_.iris * 1.75, 0.6);
        fill_inside(ellipse(middle, px(r * 0.44), px(r * 0.44), 0.9), inside, {0.03F, 0.025F, 0.025F}, 1);
        fill_inside(brush(upper(1), px(0.06), px(0.13), px(0.06), px(0.035)), inside, {0.16F, 0.10F, 0.09F},
                    0.55);  // shadow of the lid
        fill_inside(ellipse({middle.x - px(0.05), middle.y - px(0.055)}, px(0.032), px(0.036), 0.8), inside,
                    {1, 1, 1}, 0.95);
        fill_inside(ellipse({middle.x + px(0.05), middle.y + px(0.05)}, px(0.018), px(0.018), 1), inside,
                    {1, 1, 1}, 0.4);
    }

    void paint_lids() {
        const Color lash = mix(plan_.hair_color * 0.6, {0.05F, 0.035F, 0.035F}, 0.75);
        const double thick = plan_.female ? 0.055 : 0.040;
        canvas_.fill(brush(upper(1), px(thick * 0.35), px(thick), px(thick * 0.55), 0.8), lash, 0.95);
        if (open_ > 0) canvas_.fill(brush(lower(), px(0.018), px(0.012), px(0.008), 1.0), lash, 0.42);
        if (plan_.female) paint_lashes(lash);
        if (open_ > 0)
            canvas_.shade(brush(upper(1, 0.075), 1, px(0.034), 1, 1.4), {0.50F, 0.38F, 0.35F},
                          0.75 * plan_.lid_fold);
        if (open_ == 0) canvas_.shade(brush(upper(1, 0.24), 1, px(0.03), 1, 2), {0.55F, 0.44F, 0.41F}, 0.5);
        canvas_.fill(ellipse(at(0.05, open_ > 0 ? -open_ - 0.135 : -0.03), px(w_ * 0.5), px(0.03), px(0.035)),
                     {1, 0.94F, 0.88F}, 0.16);
    }

    void paint_lashes(const Color& lash) {
        const std::vector<Point> line = curve(upper(1));
        std::vector<std::vector<Point>> hairs;
        for (std::size_t i = line.size() / 3; i < line.size(); i += 3) {
            const double t = static_cast<double>(i) / static_cast<double>(line.size()),
                         length = px(0.035 + 0.055 * t), down = open_ == 0 ? 1 : -1;
            hairs.push_back(
                {line[i], {line[i].x + side_ * length * (1.3 * t - 0.25), line[i].y + down * length * 0.8}});
        }
        canvas_.fill(lines(hairs, 2), lash, 0.8);
    }

    Canvas& canvas_;
    const FacePlan& plan_;
    double side_, w_, open_;
};

/// A brow of many hairs over a soft ground, thinning towards the temple.
void paint_brow(Canvas& canvas, const FacePlan& plan, double side) {
    SeededRandom random(plan.seed, "brow", side > 0 ? 1 : 0);
    const double b = -plan.brow_height, t = plan.brow_thick;
    const auto line = [&](double s) -> Point {  // s: 0 at the nose, 1 at the temple
        const double arch = plan.brow_arch * (s < 0.62 ? std::sin(s / 0.62 * 1.57)
                                                       : std::cos((s - 0.62) / 0.38 * 1.57) * 1.7 - 0.7);
        return {side * (plan.eye_gap - 0.46 + 0.98 * s), b + 0.05 - arch};
    };
    const Mask ground = brush(plan.at({line(0), line(0.25), line(0.5), line(0.75), line(1)}),
                              plan.px(t * 0.8), plan.px(t * 0.95), plan.px(0.02), plan.px(0.03));
    const Color color = mix(plan.hair_color, {0.10F, 0.075F, 0.07F}, 0.35);
    canvas.fill(ground, color, 0.50);
    std::vector<std::vector<Point>> hairs;
    for (int i = 0; i < 130; ++i) {
        const double s = random.unit(), half = t * 0.5 * (s < 0.55 ? 1 : 1 - 0.75 * (s - 0.55) / 0.45),
                     off = (2 * random.unit() - 1) * half;
        const Point from = line(s);
        const double rise = s < 0.15 ? -0.11 : mix(-0.05, 0.045, s), reach = 0.06 + 0.09 * s;
        hairs.push_back({plan.at(from.x, from.y + off),
                         plan.at(from.x + side * reach, from.y + off * 0.7 + rise * (off > 0 ? 1 : 0.3))});
    }
    canvas.fill(lines(hairs, 2), color, 0.55);
}

}  // namespace

void paint_eyes(Canvas& canvas, const FacePlan& plan) {
    for (const double side : {-1.0, 1.0}) EyePainter(canvas, plan, side).paint();
}

void paint_brows(Canvas& canvas, const FacePlan& plan) {
    for (const double side : {-1.0, 1.0}) paint_brow(canvas, plan, side);
}

void paint_glasses(Canvas& canvas, const FacePlan& plan) {
    SeededRandom random(plan.seed, "glasses");
    const Color frame = random.chance(0.6) ? Color{0.09F, 0.08F, 0.09F} : Color{0.42F, 0.33F, 0.24F};
    const double h = mix(0.30, 0.40, random.unit()), w = mix(0.60, 0.66, random.unit()),
                 round = mix(0.78, 0.95, random.unit());
    for (const double side : {-1.0, 1.0}) {
        const double c = side * (plan.eye_gap + 0.02), v = 0.06;
        const Mask outer = blob(plan.at({{c - w * round, v - h * round},
                                         {c, v - h * 1.06},
                                         {c + w * round, v - h * round},
                                         {c + w, v},
                                         {c + w * round * 0.92, v + h * round},
                                         {c, v + h * 1.08},
                                         {c - w * round * 0.92, v + h * round},
                                         {c - w, v}}),
                                0.6);
        const double k = 0.92, kh = 0.88;
        const Mask inner = blob(plan.at({{c - w * round * k, v - h * round * kh},
                                         {c, v - h * 1.06 * kh},
                                         {c + w * round * k, v - h * round * kh},
                                         {c + w * k, v},
                                         {c + w * round * 0.92 * k, v + h * round * kh},
                                         {c, v + h * 1.08 * kh},
                                         {c - w * round * 0.92 * k, v + h * round * kh},
                                         {c - w * k, v}}),
                                0.6);
        Mask rim = outer;
        rim.cut(inner);
        canvas.shade(
            brush(plan.at({{c - w * 0.8, v + h * 1.2}, {c, v + h * 1.36}, {c + w * 0.8, v + h * 1.2}}), 2,
                  plan.px(0.06), 2, 3),
            {0.6F, 0.5F, 0.46F}, 0.35);
        canvas.fill(inner, {0.85F, 0.92F, 1.0F}, 0.045);
        canvas.fill(rim, frame);
        Mask glint = polygon(plan.at({{c - w * 0.55, v - h * 0.8},
                                      {c - w * 0.2, v - h * 0.85},
                                      {c - w * 0.62, v + h * 0.5},
                                      {c - w * 0.8, v + h * 0.3}}),
                             3);
        glint.clip(inner);
        canvas.fill(glint, {1, 1, 1}, 0.10);
        canvas.fill(
            brush(plan.at({{side * (plan.eye_gap + w), v - 0.1}, {side * (plan.width + 0.02), v - 0.06}}),
                  plan.px(0.05), plan.px(0.05), plan.px(0.04)),
            frame);
    }
    canvas.fill(
        brush(plan.at({{-plan.eye_gap + w - 0.03, 0.02}, {0, -0.06}, {plan.eye_gap - w + 0.03, 0.02}}),
              plan.px(0.05), plan.px(0.045), plan.px(0.05)),
        frame);
}

}  // namespace loket::biometrics::synth
