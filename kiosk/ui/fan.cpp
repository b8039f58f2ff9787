#include "kiosk/ui/fan.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace loket::ui {

namespace {

constexpr std::size_t kMostCorners = 64;
constexpr unsigned kFewestTriangles = 3;

struct Outline {
    std::array<ImVec2, kMostCorners> corners;
    std::size_t size = 0;
    void add(const ImVec2& corner) { corners[size++] = corner; }
    [[nodiscard]] const ImVec2& at(std::size_t i) const { return corners[i % size]; }
};

/// Seen in its direction of travel, how far the way from `a` over `b` to `c` turns; a thousandth of a pixel to the other side is straight.
bool turns(const ImVec2& a, const ImVec2& b, const ImVec2& c, float side) {
    const float ux = b.x - a.x, uy = b.y - a.y, vx = c.x - b.x, vy = c.y - b.y;
    const float slack = 1e-3f * (std::abs(ux) + std::abs(uy) + std::abs(vx) + std::abs(vy));
    return side * (ux * vy - uy * vx) >= -slack;
}

float doubled_area(const Outline& outline) {
    float sum = 0;
    for (std::size_t i = 0; i < outline.size; ++i)
        sum += outline.at(i).x * outline.at(i + 1).y - outline.at(i + 1).x * outline.at(i).y;
    return sum;
}

bool is_convex(const Outline& outline) {
    const float side = doubled_area(outline) < 0 ? -1.f : 1.f;
    for (std::size_t i = 0; i < outline.size; ++i)
        if (!turns(outline.at(i), outline.at(i + 1), outline.at(i + 2), side)) return false;
    return true;
}

/// The corners of the fan at the front; empty if it is too small to be worth the trouble.
Outline outline_of(const TextureView& texture, const Triangles& all) {
    Outline outline;
    const ImDrawVert& hub = all.vertices[all.indices[0]];
    const auto joins = [&](const ImDrawIdx* at) {
        const ImDrawVert &b = all.vertices[at[1]], &c = all.vertices[at[2]];
        return hub.col == b.col && hub.col == c.col && is_plain(texture, hub, b, c);
    };
    if (!joins(all.indices)) return outline;
    outline.add(hub.pos);
    outline.add(all.vertices[all.indices[1]].pos);
    for (unsigned i = 0; i + 2 < all.count && outline.size < kMostCorners; i += 3) {
        const ImDrawIdx* at = all.indices + i;
        if (at[0] != all.indices[0] || (i > 0 && at[1] != at[-1]) || !joins(at)) break;
        outline.add(all.vertices[at[2]].pos);
    }
    if (outline.size < kFewestTriangles + 2) outline.size = 0;
    return outline;
}

/// One side of a convex shape: its edges from the top down.
struct Side {
    Side(const Outline& outline, std::size_t top, std::size_t step) : outline_(outline), step_(step), next_(top) {}
    /// Where the side crosses the height `y`; heights must not go back up.
    float at(float y) {
        while (edge_.second.y <= y) {
            edge_.first = outline_.at(next_);
            next_ += step_;
            edge_.second = outline_.at(next_);
            line_ = Edge(edge_.first, edge_.second);
        }
        return line_.at(y);
    }

  private:
    const Outline& outline_;
    std::size_t step_, next_;
    std::pair<ImVec2, ImVec2> edge_{{0, -INFINITY}, {0, -INFINITY}};
    Edge line_{{0, 0}, {0, 0}};
};

void paint(const Canvas& canvas, const Box& clip, const Outline& outline, Colour colour) {
    const auto corners = std::span(outline.corners).first(outline.size);
    const auto [highest, lowest] = std::ranges::minmax_element(corners, std::less{}, &ImVec2::y);
    const float top = std::max(highest->y, static_cast<float>(clip.top)), bottom = std::min(lowest->y, static_cast<float>(clip.bottom));
    if (!(top < bottom)) return;
    const auto first = static_cast<std::size_t>(highest - corners.begin());
    Side one(outline, first, 1), other(outline, first, outline.size - 1);
    const auto column = [&](float x) {
        return first_centre(std::min(std::max(static_cast<float>(clip.left), x), static_cast<float>(clip.right)));
    };
    for (int y = first_centre(top); y < first_centre(bottom); ++y) {
        const float centre = static_cast<float>(y) + 0.5f;
        const auto [left, right] = std::minmax({one.at(centre), other.at(centre)});
        const int from = column(left), to = column(right);
        if (from < to) fill_span(canvas.row(y) + from, to - from, colour);
    }
}

}  // namespace

unsigned draw_fan(const Canvas& canvas, const Box& clip, const TextureView& texture, const Triangles& triangles) {
    const Outline outline = outline_of(texture, triangles);
    if (outline.size == 0 || !is_convex(outline)) return 0;
    paint(canvas, clip, outline, triangles.vertices[triangles.indices[0]].col);
    return static_cast<unsigned>(outline.size - 2) * 3;
}

}  // namespace loket::ui
