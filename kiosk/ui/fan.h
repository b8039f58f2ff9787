#pragma once
// ImGui writes every filled shape, above all rounded rectangles, as a fan of triangles around its first corner. A large panel is then a score of
// slivers, each as high as the panel: painted as one shape it costs a fraction, and the pixels are the same.

#include <array>

#include "kiosk/ui/colour.h"
#include "kiosk/ui/triangle.h"

namespace loket::ui {

/// Corners of a frame's shapes and the triangles that are still to be drawn, three indices each.
struct Triangles {
    const ImDrawVert* vertices = nullptr;
    const ImDrawIdx* indices = nullptr;
    unsigned count = 0;
};

/// A convex shape of one colour without a picture.
struct Fan {
    static constexpr std::size_t kMostCorners = 64;
    std::array<ImVec2, kMostCorners> corners;
    std::size_t size = 0;
    Colour colour = 0;
    void add(const ImVec2& corner) { corners[size++] = corner; }
    [[nodiscard]] const ImVec2& at(std::size_t i) const { return corners[i % size]; }
    [[nodiscard]] unsigned indices() const { return size == 0 ? 0 : static_cast<unsigned>(size - 2) * 3; }
    /// The whole-pixel box around it.
    [[nodiscard]] Box bounds() const;
    /// Pixels that it covers wholly, an upright box in its middle; empty for what is too round or small.
    [[nodiscard]] Box inner() const;
};

/// The triangles at the front as one shape; of size 0 if they are no such fan, or too small to be worth the trouble.
Fan fan_at(const TextureView& texture, const Triangles& triangles);
void draw_fan(const Canvas& canvas, const Box& clip, const Fan& fan);

}  // namespace loket::ui
