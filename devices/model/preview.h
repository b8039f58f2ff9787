#pragma once
// Small pictures for the operator's screen, made from full-size captures.

#include "devices/base/image.h"

namespace loket::model {

/// Scales down by averaging whole blocks so that the result is at most `width` wide; never scales up.
RgbaImage preview_of(const GrayImage& image, int width);
RgbaImage preview_of(const RgbaImage& image, int width);

}  // namespace loket::model
