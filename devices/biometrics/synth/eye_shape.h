#pragma once
// Where lids, iris and pupil lie in a picture of one eye.

#include "devices/biometrics/synth/field.h"
#include "devices/biometrics/synth/synth.h"

namespace loket::biometrics::synth {

inline constexpr int kEyeWidth = 640;
inline constexpr int kEyeHeight = 480;

struct EyeShape {
    std::uint64_t seed = 0;  ///< of the eye
    std::uint64_t take = 0;  ///< of this picture
    Point middle;            ///< of the opening between the lids, px
    double half_width =
        330;             ///< px from the middle to either corner; the corners lie about at the picture's edge
    double above = 100;  ///< px the upper lid stands above the middle when open
    double below = 115;  ///< px the lower lid lies below it
    double tilt = 0;     ///< rise of the outer corner per px
    double fold = 34;    ///< px from the upper lid to its crease
    double fold_depth = 1;  ///< 0 no crease
    Point iris;             ///< centre, px
    double iris_radius = 120;
    double pupil_radius = 46;
    double squash = 1;  ///< width of the iris as a share of its height, below 1 when looking aside
    double outer = 1;   ///< +1 when the outer corner is on the right of the picture
    double blink = 0;

    [[nodiscard]] double upper_lid(double x) const;  ///< y of the lid's margin
    [[nodiscard]] double lower_lid(double x) const;
};

EyeShape shape_eye(std::uint64_t person, Eye eye, const EyeConditions& conditions);

}  // namespace loket::biometrics::synth
