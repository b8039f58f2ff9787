#pragma once
// Handwriting as it was written: every sample of the finger or pen, unfiltered. Smoothing happens only in the
// picture.

#include <vector>

#include "kiosk/ui/input.h"

namespace loket::ui {

struct InkSample {
    float x = 0, y = 0;  ///< 0 … 1 of the pad's width and height
    float pressure = 1;  ///< 0 … 1
    int millis = 0;      ///< since the first sample of the signature
};
using Stroke = std::vector<InkSample>;

class Ink {
  public:
    /// Appends the samples that lie on the pad; a stroke ends when the finger leaves it. True if anything was
    /// added.
    bool add(const std::vector<PointerSample>& samples, const Rect& pad);
    void clear();
    [[nodiscard]] const std::vector<Stroke>& strokes() const { return strokes_; }
    [[nodiscard]] bool empty() const { return strokes_.empty(); }
    /// Length of the line in pad widths: tells a signature from a dot.
    [[nodiscard]] float length() const;

  private:
    std::vector<Stroke> strokes_;
    Instant started_{};
    bool off_pad_ = true;
};

/// Smooths a stroke (Catmull-Rom) and gives it a width: thick where slow or pressed, thin where fast. Pixels
/// of `pad`.
std::vector<RibbonPoint> ribbon(const Stroke& stroke, const Rect& pad, float nominal_width);

}  // namespace loket::ui
