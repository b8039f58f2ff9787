#pragma once
// What a drawn person looks like. Lengths are in face units of `scale` px; the origin lies between
// the eyes, u to the right, v down. The framing follows ISO/IEC 19794-5 full frontal: eyes at 45 % of the
// height.

#include <vector>

#include "devices/biometrics/synth/canvas.h"
#include "devices/biometrics/synth/synth.h"

namespace loket::biometrics::synth {

enum class Hair { Crop, SidePart, Brush, Receding, Long, Bob, Tied, Fringe, Curly };
enum class Clothes { Shirt, Batik, Blazer, Round };

struct FacePlan {
    std::uint64_t seed = 0;
    bool female = false, headscarf = false;
    double young = 0;  ///< 1 small child … 0 grown
    double aged = 0;   ///< 0 up to middle age … 1 very old

    double width = 1.95;  ///< half width at the cheeks
    double jaw = 1.5;     ///< half width at the mouth
    double chin = 2.85;   ///< v of the chin
    double eye_gap = 0.94, eye_width = 0.33, eye_open = 0.145, eye_slant = 0.03;
    double lid_fold = 1;  ///< 0 none
    double brow_height = 0.50, brow_thick = 0.11, brow_arch = 0.08;
    double nose_length = 1.28, nose_width = 0.36, nose_bridge = 0.3;
    double mouth = 1.98, mouth_width = 0.62, upper_lip = 0.13, lower_lip = 0.17, smile = 0.04;

    Color skin, lip, iris, hair_color, cloth, scarf;
    Hair hair = Hair::Crop;
    Clothes clothes = Clothes::Shirt;
    double parting = 0;  ///< u where the hair parts
    double wave = 0;     ///< how much strands curl
    bool moustache = false, beard = false, glasses = false;

    // This picture.
    Point middle{360, 432};
    double scale = 105;
    double light = -0.32;  ///< u of the key light's direction
    bool eyes_closed = false, mouth_open = false;
    double gaze = 0;  ///< -1 left … 1 right of the picture

    [[nodiscard]] Point at(double u, double v) const { return {middle.x + u * scale, middle.y + v * scale}; }
    [[nodiscard]] std::vector<Point> at(const std::vector<Point>& points) const {
        std::vector<Point> result;
        for (const Point& p : points) result.push_back(at(p.x, p.y));
        return result;
    }
    [[nodiscard]] double px(double units) const { return units * scale; }
};

FacePlan plan_face(std::uint64_t person, const FaceTraits& traits, const FaceConditions& conditions);
/// A path from its right half: on to the middle and, mirrored, back out on the left.
std::vector<Point> mirrored(const std::vector<Point>& right);
/// Points on the outline of face and skull, clockwise from the crown, face units.
std::vector<Point> head_outline(const FacePlan& plan);
/// Half the width of a head with the given smooth outline at height v; 0 above the crown and below the chin.
double head_half_width(const std::vector<Point>& outline, double v);

}  // namespace loket::biometrics::synth
