#pragma once
// Draws pen samples as ink, the way the screen of a pad shows them.

#include <span>

#include "devices/base/image.h"
#include "devices/model/request.h"

namespace loket::model {

/// White paper on which strokes are added one after the other.
class Ink {
  public:
    /// Pad extent in sample units; the picture is `width` pixels wide.
    Ink(int pad_width, int pad_height, int width);
    /// Draws the line from the last sample to this one where the pen was down.
    void add(const PenSample& sample);
    [[nodiscard]] const RgbaImage& picture() const { return picture_; }

  private:
    void dot(double x, double y, double radius);

    double scale_;
    RgbaImage picture_;
    PenSample last_;
};

}  // namespace loket::model
