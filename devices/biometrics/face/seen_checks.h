#pragma once
// What the marks of a face tell that light and dark alone do not. Private to this folder.

#include "devices/biometrics/face/face_finder.h"
#include "devices/biometrics/face/seen_face.h"

namespace loket::biometrics::detail {

/// Eyes of the seen face, as the finder gives them; nothing where its marks are none.
std::optional<FacePlace> place_of(const SeenFace& face);

/// One side of the jaw farther from the nose than the other, share of their sum; positive: turned to the right.
double jaw_turn(const SeenFace& face, const FacePlace& place);
/// Between the lips, eye distances.
double mouth_gap(const SeenFace& face, const FacePlace& place);

struct SeenFacts {
    double shut = 0;         ///< 0 both eyes open … 1 both shut, or one clearly shut beside an open one
    double mouth_gap = 0, turned = 0;  ///< as above
    double gaze_aside = 0;   ///< irises off the middle of their eyes, both the same way, share of an eye's width
    double eyes_lit = 1;     ///< sockets against cheeks: dark glasses make them black
    double covered = 0;      ///< how unlike skin and hair what lies over the forehead is, unless a scarf of its colour frames the face too
};
SeenFacts seen_facts(const SeenFace& face, const FacePlace& place, const FacePatch& patch);

}  // namespace loket::biometrics::detail
