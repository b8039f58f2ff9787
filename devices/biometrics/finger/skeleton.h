#pragma once
// Fifth stage: minutiae from the skeleton, and the removal of what filters, pores and scars only pretend.

#include "devices/biometrics/finger/field.h"
#include "devices/biometrics/finger/template.h"

namespace loket::biometrics::detail {

/// A minutia in image axes with sub-cell facts for its quality.
struct Candidate {
    int x = 0, y = 0;
    float angle = 0;  ///< radians, image axes (y down): into the ridge of an ending, into the valley of a bifurcation
    MinutiaType type = MinutiaType::Other;
};

/// Minutiae of a one-pixel skeleton without margin; the skeleton loses its spurs and specks.
std::vector<Candidate> find_minutiae(Grid<std::uint8_t>& skeleton, const RidgeField& field);

}  // namespace loket::biometrics::detail
