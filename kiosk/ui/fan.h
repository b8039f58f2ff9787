#pragma once
// ImGui writes every filled shape, above all rounded rectangles, as a fan of triangles around its first corner. A large panel is then a score of
// slivers, each as high as the panel: painted as one shape it costs a fraction, and the pixels are the same.

#include "kiosk/ui/triangle.h"

namespace loket::ui {

/// Corners of a frame's shapes and the triangles that are still to be drawn, three indices each.
struct Triangles {
    const ImDrawVert* vertices = nullptr;
    const ImDrawIdx* indices = nullptr;
    unsigned count = 0;
};

/// Paints the triangles at the front as one shape if they are a convex fan of one colour without a picture. Returns how many indices that
/// took, 0 if they are no such fan: nothing is painted then.
unsigned draw_fan(const Canvas& canvas, const Box& clip, const TextureView& texture, const Triangles& triangles);

}  // namespace loket::ui
