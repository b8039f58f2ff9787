#pragma once
// Light, focus and background of a portrait. Private to this folder.

#include "devices/biometrics/face/face_finder.h"

namespace loket::biometrics::detail {

struct LightFacts {
    double brightest = 0;          ///< level the lightest parts of the face or the background reach, 0–1: independent of skin
    double clipped = 0;            ///< share of the face burnt out
    double mirrored = 0;           ///< share of the eyes' strip that is white though the face is not: lamps in glasses
    double one_sided = 0;          ///< difference between the cheeks over their mean
    double sharpness = 0;          ///< steepest steps about the eyes over their range, per px of the patch
    double background_unrest = 0;  ///< share of the ground beside the head that is not of its colour
};

LightFacts light_facts(const RgbaImage& picture, const FacePatch& face);

}  // namespace loket::biometrics::detail
