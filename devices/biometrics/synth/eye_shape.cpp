#include "devices/biometrics/synth/eye_shape.h"

#include <cmath>

#include "devices/base/random.h"

namespace loket::biometrics::synth {

namespace {

/// 1 in the middle, 0 at the corners, levelling out beyond them.
double arc(double u, double sharp) {
    const double v = std::max(0.0, 1 - u * u);
    return v * v * (1 - sharp) + v * sharp;
}

}  // namespace

double EyeShape::lower_lid(double x) const {
    const double u = (x - middle.x) / half_width;
    return middle.y - tilt * (x - middle.x) + below * arc(u + 0.06 * outer, 0.85) * (1 - 0.22 * blink);
}

double EyeShape::upper_lid(double x) const {
    const double u = (x - middle.x) / half_width;
    const double open = middle.y - tilt * (x - middle.x) - above * arc(u - 0.05 * outer, 0.55);
    return mix(open, lower_lid(x) - 1, std::pow(clamp01(blink), 0.9));
}

EyeShape shape_eye(std::uint64_t person, Eye eye, const EyeConditions& conditions) {
    EyeShape shape;
    shape.seed = derive_seed(person, "eye", static_cast<std::uint64_t>(eye));
    shape.take = derive_seed(shape.seed, "take", conditions.seed);
    SeededRandom face(person, "eye-shape");  // both eyes of a face are alike
    SeededRandom take(shape.take, "pose");
    shape.outer = eye == Eye::Right ? -1 : 1;
    shape.middle = {kEyeWidth / 2.0 + take.bounded_normal(9), kEyeHeight / 2.0 + 6 + take.bounded_normal(8)};
    shape.half_width = mix(318, 352, face.unit());
    shape.iris_radius = mix(113, 127, face.unit());
    shape.above = shape.iris_radius - mix(10, 30, face.unit());
    shape.below = shape.iris_radius + mix(-6, 8, face.unit());
    shape.tilt = shape.outer * mix(0.0, 0.07, face.unit());
    shape.fold = mix(24, 46, face.unit());
    shape.fold_depth = face.chance(0.35) ? 0.15 : mix(0.5, 1, face.unit());
    shape.pupil_radius = shape.iris_radius * (mix(0.33, 0.45, face.unit()) + take.bounded_normal(0.012));
    const double aside = std::clamp(conditions.gaze, -1.0, 1.0);
    shape.iris = {shape.middle.x + 100 * aside + take.bounded_normal(3), shape.middle.y - 2 + take.bounded_normal(3)};
    shape.squash = 1 - 0.16 * aside * aside;
    shape.blink = clamp01(conditions.blink);
    return shape;
}

}  // namespace loket::biometrics::synth
