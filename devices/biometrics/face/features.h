#pragma once
// Eyes, nose and mouth in a face brought to its frame. Private to this folder.

#include "devices/biometrics/face/face_finder.h"

namespace loket::biometrics::detail {

/// Where the two eyes really are in a roughly placed patch, px, and how much darker than their surroundings.
struct EyePair {
    double left_x = 0, left_y = 0, right_x = 0, right_y = 0;
    double darkness = 0;  ///< of the weaker eye, share of the surrounding level
};
EyePair find_eyes(const FacePatch& rough);

/// Calm cheeks beside busy eyes: gradient of the cheeks over that of the eyes. About 1 in anything but a face.
double cheek_unrest(const FacePatch& face);

struct Expression {
    double eyes_open = 0;   ///< iris darker than the white on both its sides, share of the face's level; weaker eye
    double mouth_open = 0;  ///< area of the dark inside of the mouth over the square of the eye distance
    double nose_aside = 0;  ///< nose off the middle between the eyes, eye distances; positive to the right
    double turned = 0;      ///< one side of the face wider than the other, share of their sum; positive: looks to the right
};
Expression expression_of(const FacePatch& face);

}  // namespace loket::biometrics::detail
