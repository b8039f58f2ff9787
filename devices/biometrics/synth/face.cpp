#include "devices/base/random.h"
#include "devices/biometrics/synth/face_paint.h"
#include "devices/biometrics/synth/face_relief.h"

namespace loket::biometrics::synth {

namespace {

/// The head turns, the shoulders stay: what lies nearer moves further.
void turn_head(Canvas& canvas, const FacePlan& plan, double yaw) {
    if (yaw == 0) return;
    Field shift = head_depth(plan);
    for (float& value : shift.values)
        value *= static_cast<float>(-0.40 * std::clamp(yaw, -1.0, 1.0) * plan.scale);
    canvas.slide(shift);
}

}  // namespace

RgbaImage face(std::uint64_t person, const FaceTraits& traits, const FaceConditions& conditions) {
    const FacePlan plan = plan_face(person, traits, conditions);
    Canvas canvas;
    paint_background(canvas, plan, conditions.background);
    paint_hair_behind(canvas, plan);
    paint_body(canvas, plan);
    paint_skin(canvas, plan, face_light(plan));
    paint_age(canvas, plan);
    paint_nose(canvas, plan);
    paint_mouth(canvas, plan);
    paint_whiskers(canvas, plan);
    paint_eyes(canvas, plan);
    paint_brows(canvas, plan);
    if (!plan.headscarf) paint_hair(canvas, plan);
    if (plan.glasses) paint_glasses(canvas, plan);
    if (plan.headscarf) paint_scarf(canvas, plan);  // covers the ears and the glasses' temples
    turn_head(canvas, plan, conditions.yaw);
    canvas.blur(9 * clamp01(conditions.blur));
    return canvas.expose(std::max(0.0, conditions.brightness), 2.2,
                         derive_seed(plan.seed, "face-grain", conditions.seed));
}

}  // namespace loket::biometrics::synth
