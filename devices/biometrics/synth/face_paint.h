#pragma once
// The layers of a portrait, in the order they are painted from back to front.

#include "devices/biometrics/synth/face_plan.h"

namespace loket::biometrics::synth {

void paint_background(Canvas& canvas, const FacePlan& plan, std::uint32_t rgb);
void paint_hair_behind(Canvas& canvas, const FacePlan& plan);
void paint_body(Canvas& canvas, const FacePlan& plan);
void paint_skin(Canvas& canvas, const FacePlan& plan, const Field& light);
void paint_age(Canvas& canvas, const FacePlan& plan);
void paint_nose(Canvas& canvas, const FacePlan& plan);
void paint_mouth(Canvas& canvas, const FacePlan& plan);
void paint_whiskers(Canvas& canvas, const FacePlan& plan);
void paint_eyes(Canvas& canvas, const FacePlan& plan);
void paint_brows(Canvas& canvas, const FacePlan& plan);
void paint_hair(Canvas& canvas, const FacePlan& plan);
void paint_scarf(Canvas& canvas, const FacePlan& plan);
void paint_glasses(Canvas& canvas, const FacePlan& plan);

}  // namespace loket::biometrics::synth
