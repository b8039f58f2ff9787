#pragma once
// Ink from the samples of a signature pad.

#include <vector>

#include "devices/base/image.h"

namespace loket::documents {

/// A sample of the pad in its own units, y downwards; pressure 0 (pen up) to 1.
struct PenPoint {
    double x = 0, y = 0, pressure = 0;
};

/// The signature centred in a white picture at its own proportions, smooth and antialiased, thicker where
/// pressed. A blank picture if the pen never touched. Samples that are not finite numbers are left out.
GrayImage signature_image(const std::vector<PenPoint>& points, int width, int height);

}  // namespace loket::documents
