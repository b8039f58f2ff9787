#include <cmath>

#include "devices/biometrics/synth/finger_growth.h"
#include "devices/biometrics/synth/finger_skin.h"

namespace loket::biometrics::synth {

namespace {

GrayImage as_image(const Field& relief) {
    GrayImage image(relief.width, relief.height);
    std::transform(relief.values.begin(), relief.values.end(), image.pixels.begin(), [](float v) {
        return static_cast<std::uint8_t>(std::lround((std::clamp(v, -1.0F, 1.0F) + 1) * 127.5F));
    });
    return image;
}

}  // namespace

FingerMaster finger_master(std::uint64_t person, Finger finger) {
    const FingerPlan plan = plan_finger(person, finger);
    const RidgeMaps maps = ridge_maps(plan);
    Field relief = refine_ridges(grow_ridges(maps, plan.seed), maps);
    add_pores(relief, plan.seed);
    add_creases(relief, plan);
    return {plan.seed, finger, plan.henry, plan.pad_width, plan.pad_height, as_image(relief)};
}

GrayImage fingerprint(std::uint64_t person, Finger finger, const Impression& impression) {
    return render_impression(finger_master(person, finger), impression);
}

}  // namespace loket::biometrics::synth
