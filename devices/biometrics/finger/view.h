#pragma once
// The first three stages together: what extraction and quality both start from.

#include "devices/biometrics/finger/enhance.h"
#include "devices/biometrics/finger/template.h"

namespace loket::biometrics::detail {

struct View {
    RidgeField field;
    Grid<float> enhanced;  ///< with kMargin, about -1 (ridge) … 1 (valley)
    Grid<float> strength;  ///< of the filter response, a value a cell: about 1 where ridges are clear, 0.3 in noise
    int cells = 0;         ///< inside the finger
};

inline constexpr int kLeastCells = 40;  ///< a hundredth of a square inch; less is no finger

View look(const Normalised& image);

/// A picture at 500 dpi and what is seen in it.
struct Sight {
    GrayImage image;
    Normalised normalised;
    View view;
};
/// Where the ridges lie farther apart, or closer, than on any finger, the resolution was said wrongly (a scanner's 1000 or 250 dpi, unsaid) and the
/// picture is taken for what makes a finger of it. Errors as of to_500_dpi.
Result<Sight> sight_of(const GrayImage& image);

/// Minutiae of the view, best first.
std::vector<Minutia> minutiae_of(const View& view, int width, int height);

}  // namespace loket::biometrics::detail
