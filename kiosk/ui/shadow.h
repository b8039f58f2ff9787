#pragma once
// Soft shadows as small pictures: a rounded square blurred with a Gaussian, drawn once into the font atlas.

#include "kiosk/ui/fonts.h"

namespace loket::ui {

/// Size of the patch of a shadow; the place is not set.
ShadowPatch shadow_metrics(Shadow kind, const Theme& theme);
/// Draws the patch into an 8-bit picture with rows of `stride` bytes.
void draw_shadow(Shadow kind, const Theme& theme, const ShadowPatch& patch, unsigned char* pixels,
                 int stride);

}  // namespace loket::ui
