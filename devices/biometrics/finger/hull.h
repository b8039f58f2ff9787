#pragma once
// Where a finger is known to be when only its minutiae are known.

#include <vector>

#include "devices/biometrics/finger/template.h"

namespace loket::biometrics::detail {

/// Convex hull of the minutiae.
class Hull {
  public:
    explicit Hull(const std::vector<Minutia>& minutiae);
    /// Whether (x, y) lies in the hull grown by `margin` pixels (corners stay pointed; that is close enough).
    [[nodiscard]] bool reaches(float x, float y, float margin) const;

  private:
    struct Corner {
        float x = 0, y = 0;
        float side = 0;  ///< length of the side to the next corner
    };
    static float cross(const Corner& o, const Corner& a, const Corner& b);
    std::vector<Corner> corners_;
};

}  // namespace loket::biometrics::detail
