#include "devices/biometrics/synth/face_plan.h"

#include <array>
#include <cmath>

#include "devices/base/random.h"

namespace loket::biometrics::synth {

namespace {

double within(Random& random, double low, double high) { return mix(low, high, random.unit()); }

template <std::size_t N>
Color pick(const std::array<Color, N>& colors, Random& random) {
    return colors[random.below(N)];
}

/// From Papua's dark to the light of the north: most people in the middle.
Color skin_tone(Random& random) {
    static constexpr std::array<Color, 5> kTones = {{{0.95F, 0.80F, 0.69F},
                                                     {0.90F, 0.71F, 0.57F},
                                                     {0.82F, 0.62F, 0.47F},
                                                     {0.70F, 0.50F, 0.37F},
                                                     {0.50F, 0.34F, 0.25F}}};
    const double place = std::clamp(1.55 + random.normal() * 0.8, 0.0, 3.999);
    const auto step = static_cast<std::size_t>(place);
    return mix(kTones[step], kTones[step + 1], place - static_cast<double>(step));
}

Color hair_tone(Random& random, int age) {
    static constexpr std::array<Color, 3> kTones = {
        {{0.075F, 0.065F, 0.070F}, {0.125F, 0.090F, 0.075F}, {0.165F, 0.115F, 0.090F}}};
    const double grey = smoothstep(38.0, 74.0, age + random.bounded_normal(7));
    return mix(pick(kTones, random), {0.74F, 0.74F, 0.75F}, grey);
}

void draw_shape(FacePlan& plan, Random& random) {
    const double f = plan.female ? 1 : 0;
    plan.width = 1.95 - 0.07 * f + random.bounded_normal(0.065);
    plan.jaw = 1.60 - 0.13 * f + random.bounded_normal(0.065);
    plan.chin = 2.88 - 0.12 * f + random.bounded_normal(0.085);
    plan.eye_gap = 0.94 + random.bounded_normal(0.035);
    plan.eye_width = 0.375 + 0.025 * f + random.bounded_normal(0.018);
    plan.eye_open = 0.160 + 0.028 * f + random.bounded_normal(0.016);
    plan.eye_slant = 0.025 + random.bounded_normal(0.022);
    plan.lid_fold = random.chance(0.3) ? 0.15 : within(random, 0.6, 1);
    plan.brow_height = 0.47 + 0.04 * f + random.bounded_normal(0.03);
    plan.brow_thick = 0.125 - 0.045 * f + random.bounded_normal(0.018);
    plan.brow_arch = 0.06 + 0.05 * f + random.bounded_normal(0.03);
    plan.nose_length = 1.27 + random.bounded_normal(0.065);
    plan.nose_width = 0.40 - 0.045 * f + random.bounded_normal(0.035);
    plan.nose_bridge = 0.21 + random.bounded_normal(0.05);
    plan.mouth = plan.nose_length + 0.70 + random.bounded_normal(0.03);
    plan.mouth_width = 0.64 - 0.03 * f + random.bounded_normal(0.045);
    plan.upper_lip = 0.135 + 0.02 * f + random.bounded_normal(0.02);
    plan.lower_lip = 0.195 + 0.01 * f + random.bounded_normal(0.02);
    plan.smile = 0.055 + random.bounded_normal(0.02);
}

void draw_colors(FacePlan& plan, Random& random, int age) {
    static constexpr std::array<Color, 8> kCloth = {{{0.93F, 0.94F, 0.96F},
                                                     {0.16F, 0.24F, 0.42F},
                                                     {0.35F, 0.20F, 0.17F},
                                                     {0.13F, 0.33F, 0.33F},
                                                     {0.55F, 0.64F, 0.76F},
                                                     {0.24F, 0.24F, 0.27F},
                                                     {0.62F, 0.28F, 0.28F},
                                                     {0.46F, 0.40F, 0.28F}}};
    static constexpr std::array<Color, 8> kScarf = {{{0.20F, 0.22F, 0.28F},
                                                     {0.86F, 0.78F, 0.68F},
                                                     {0.62F, 0.36F, 0.42F},
                                                     {0.24F, 0.40F, 0.45F},
                                                     {0.78F, 0.64F, 0.66F},
                                                     {0.42F, 0.36F, 0.50F},
                                                     {0.38F, 0.45F, 0.34F},
                                                     {0.92F, 0.90F, 0.88F}}};
    plan.skin = skin_tone(random);
    const Color red = plan.female ? Color{0.74F, 0.30F, 0.30F} : Color{0.62F, 0.34F, 0.30F};
    plan.lip =
        mix(plan.skin * Color{0.82F, 0.62F, 0.60F}, red, plan.female ? within(random, 0.25, 0.65) : 0.18);
    plan.iris = mix(Color{0.13F, 0.08F, 0.06F}, Color{0.34F, 0.20F, 0.11F}, random.unit());
    plan.hair_color = hair_tone(random, age);
    plan.cloth = pick(kCloth, random);
    plan.scarf = pick(kScarf, random);
}

Hair draw_hair(const FacePlan& plan, Random& random) {
    static constexpr std::array<Hair, 4> kWomen = {Hair::Long, Hair::Bob, Hair::Tied, Hair::Fringe};
    static constexpr std::array<Hair, 4> kMen = {Hair::Crop, Hair::SidePart, Hair::Brush, Hair::Crop};
    const Hair style = plan.female ? kWomen[random.below(4)] : kMen[random.below(4)];
    const bool thinning = random.chance(0.15 + 0.6 * plan.aged);
    if (!plan.female && plan.aged > 0.15 && thinning) return Hair::Receding;
    return plan.skin.r < 0.62F && random.chance(0.7) ? Hair::Curly : style;
}

void draw_style(FacePlan& plan, Random& random, int age) {
    plan.hair = draw_hair(plan, random);
    plan.parting = random.bounded_normal(0.45);
    plan.wave = random.chance(0.4) ? within(random, 0.3, 1) : 0.1;
    const bool hairy = random.chance(0.27), bearded = random.chance(0.12);
    plan.moustache = !plan.female && age > 19 && hairy;
    plan.beard = !plan.female && age > 24 && bearded;
    plan.glasses = random.chance(age > 45 ? 0.3 : 0.13) && age > 9;
    const double wardrobe = random.unit();
    plan.clothes = wardrobe < 0.42   ? Clothes::Shirt
                   : wardrobe < 0.66 ? Clothes::Batik
                   : wardrobe < 0.82 ? Clothes::Blazer
                                     : Clothes::Round;
}

/// A child's face is shorter and rounder, with the eyes large and low.
void grow_down(FacePlan& plan) {
    const double y = plan.young;
    plan.chin -= 0.52 * y;
    plan.jaw += 0.10 * y;
    plan.width += 0.03 * y;
    plan.nose_length -= 0.30 * y;
    plan.nose_width *= 1 - 0.2 * y;
    plan.nose_bridge *= 1 - 0.4 * y;
    plan.mouth -= 0.43 * y;
    plan.mouth_width *= 1 - 0.22 * y;
    plan.eye_width *= 1 + 0.14 * y;
    plan.eye_open *= 1 + 0.30 * y;
    plan.brow_thick *= 1 - 0.35 * y;
}

void grow_old(FacePlan& plan) {
    plan.eye_open *= 1 - 0.18 * plan.aged;
    plan.upper_lip *= 1 - 0.35 * plan.aged;
    plan.lower_lip *= 1 - 0.2 * plan.aged;
    plan.smile -= 0.03 * plan.aged;
    plan.jaw += 0.05 * plan.aged;
}

void pose(FacePlan& plan, const FaceConditions& conditions) {
    SeededRandom random(plan.seed, "face-take", conditions.seed);
    plan.middle.x += random.bounded_normal(3.5);
    plan.middle.y += random.bounded_normal(3.5);
    plan.scale *= 1 + random.bounded_normal(0.008);
    plan.light += random.bounded_normal(0.06);
    plan.eyes_closed = conditions.eyes_closed;
    plan.gaze = conditions.gaze;
    plan.mouth_open = conditions.mouth_open;
}

}  // namespace

FacePlan plan_face(std::uint64_t person, const FaceTraits& traits, const FaceConditions& conditions) {
    FacePlan plan;
    plan.seed = derive_seed(person, "face");
    plan.female = traits.female;
    plan.headscarf = traits.headscarf;
    plan.young = 1 - smoothstep(4.0, 17.0, static_cast<double>(traits.age));
    plan.aged = smoothstep(36.0, 80.0, static_cast<double>(traits.age));
    SeededRandom shape(plan.seed, "shape"), colors(plan.seed, "colors"), style(plan.seed, "style");
    draw_shape(plan, shape);
    draw_colors(plan, colors, traits.age);
    draw_style(plan, style, traits.age);
    grow_down(plan);
    grow_old(plan);
    pose(plan, conditions);
    return plan;
}

std::vector<Point> mirrored(const std::vector<Point>& right) {
    std::vector<Point> all = right;
    for (auto p = right.rbegin(); p != right.rend(); ++p) all.push_back({-p->x, p->y});
    return all;
}

std::vector<Point> head_outline(const FacePlan& plan) {
    const double w = plan.width, j = plan.jaw, c = plan.chin, m = plan.mouth;
    const std::vector<Point> right = {{0.50 * w, -2.72},    {0.79 * w, -2.12},
                                      {0.94 * w, -1.3},     {0.99 * w, -0.45},
                                      {0.985 * w, 0.35},    {mix(j, w, 0.74), 0.565 * m},
                                      {j, m - 0.12},        {0.80 * j, m + (c - m) * 0.44},
                                      {0.53 * j, c - 0.15}, {0.24 * j, c - 0.015}};
    std::vector<Point> outline = {{0, -2.92}};
    const std::vector<Point> both = mirrored(right);
    outline.insert(outline.end(), both.begin(), both.end());
    return outline;
}

double head_half_width(const std::vector<Point>& outline, double v) {
    for (std::size_t i = 0; i + 1 < outline.size(); ++i) {
        const Point& a = outline[i];
        const Point& b = outline[i + 1];
        if (a.x >= 0 && b.x >= 0 && a.y <= v && b.y >= v && b.y > a.y)
            return mix(a.x, b.x, (v - a.y) / (b.y - a.y));
    }
    return 0;
}

}  // namespace loket::biometrics::synth
