#pragma once
// Draws ImDrawData into memory on the CPU: for tests, demos and machines without a graphics processor.
// Deterministic: the same draw data gives the same bytes on every machine. UI thread only.

#include "devices/base/image.h"
#include "kiosk/ui/colour.h"
#include "kiosk/ui/textures.h"
#include "kiosk/ui/tiles.h"

struct ImDrawData;

namespace loket::ui {

class Rasteriser {
  public:
    explicit Rasteriser(const Textures& textures) : textures_(textures) {}

    /// Draws over `ground` into `target`, which must hold the previous frame of this rasteriser or be of
    /// another size (it is then resized). Only what changed since then is drawn; returns that box, empty if
    /// nothing changed.
    Box render(const ImDrawData& data, Colour ground, RgbaImage& target);
    /// Call when the target no longer holds the previous frame.
    void forget() { tiles_.forget(); }

  private:
    const Textures& textures_;
    Tiles tiles_;
};

}  // namespace loket::ui
