#pragma once
// What surrounds the eyeball: lids with their crease, skin, lashes.

#include "devices/biometrics/synth/eye_shape.h"

namespace loket::biometrics::synth {

class EyeSkin {
  public:
    explicit EyeSkin(const EyeShape& shape);
    /// Grey level outside the lids' margins, which lie at `upper` and `lower` in this column.
    [[nodiscard]] double grey(int x, int y, double upper, double lower) const;

  private:
    const EyeShape& shape_;
    double tone_;
    Field pores_, folds_, shade_;
};

/// Draws both rows of lashes over the picture.
void draw_lashes(Field& picture, const EyeShape& shape);

}  // namespace loket::biometrics::synth
