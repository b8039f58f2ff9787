#pragma once
// Where pupil and iris lie in a picture. Private to this folder.

#include <optional>

#include "devices/base/image.h"

namespace loket::biometrics::detail {

struct Circle {
    double x = 0, y = 0, radius = 0;  ///< px
};

struct EyeGeometry {
    Circle pupil, iris;
    double pupil_support = 0;   ///< share of the pupil's outline that is a dark-to-light edge, 0–1
    double limbus_support = 0;  ///< the same on the left and right of the iris
    double pupil_unrest = 0;    ///< grey levels between dark and light places inside the pupil
    double pupil_contrast = 0;  ///< grey levels from pupil to iris
    double limbus_contrast = 0; ///< grey levels from iris to sclera
};

/// The picture at search size; `scale` leads back to the original's pixels.
struct Scaled {
    GrayImage image;
    double scale = 1;
};
Scaled at_search_size(const GrayImage& picture);

/// Lamps' reflections gone, grain smoothed: what the search and the lids are measured on.
GrayImage without_reflections(const GrayImage& picture);

/// The most pupil-like dark disc with an iris round it. `smooth` is at most a few hundred pixels wide: the search costs
/// a constant for each of its darker pixels.
std::optional<EyeGeometry> find_eye(const GrayImage& smooth);

/// Outlines as clear and large as noise does not draw them by chance.
bool beyond_doubt(const EyeGeometry& eye);

/// A thin dark line runs across the picture, as lashes do under a closed lid and over an open eye.
bool shows_lid(const GrayImage& smooth);

/// Grey level between pixels; positions outside repeat the border.
double grey_at(const GrayImage& image, double x, double y);

/// 0 at `low` or before, 1 at `high` or beyond; `low` may be the larger.
double ramp(double value, double low, double high);

}  // namespace loket::biometrics::detail
