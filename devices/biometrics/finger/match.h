#pragma once
// The parts of a comparison, before they become one number.

#include "devices/biometrics/finger/cylinder.h"
#include "devices/biometrics/finger/flow_search.h"
#include "devices/biometrics/finger/overlap.h"

namespace loket::biometrics::detail {

struct Comparable {
    std::vector<Minutia> minutiae;
    Cylinders cylinders;
    RidgeMap ridges;
    CoarseFlow flow;
    std::uint64_t digest = 0;  ///< of the content: comparisons take the smaller first, and so are symmetric
};

struct Evidence {
    float similarity = 0;  ///< of the minutiae's neighbourhoods, 0 … 1
    Overlap overlap;       ///< of the minutiae at the best pose
    bool ridges = false;   ///< both fingers have a ridge map
    float agreement = 0, area = 0;  ///< of the ridges, see Overlay
};

Evidence compare(const Comparable& a, const Comparable& b);

}  // namespace loket::biometrics::detail
