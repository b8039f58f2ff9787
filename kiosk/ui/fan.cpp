#include "kiosk/ui/fan.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace loket::ui {

namespace {

constexpr unsigned kFewestTriangles = 3;

/// Seen in its direction of travel, how far the way from `a` over `b` to `c` turns; a thousandth of a pixel to the other side is straight.
bool turns(const ImVec2& a, const ImVec2& b, const ImVec2& c, float side) {
    const float ux = b.x - a.x, uy = b.y - a.y, vx = c.x - b.x, vy = c.y - b.y;
    const float slack = 1e-3f * (std::abs(ux) + std::abs(uy) + std::abs(vx) + std::abs(vy));
    return side * (ux * vy - uy * vx) >= -slack;
}

float doubled_area(const Fan& outline) {
    float sum = 0;
    for (std::size_t i = 0; i < outline.size; ++i)
        sum += outline.at(i).x * outline.at(i + 1).y - outline.at(i + 1).x * outline.at(i).y;
    return sum;
}

bool is_convex(const Fan& outline) {
    const float side = doubled_area(outline) < 0 ? -1.f : 1.f;
    for (std::size_t i = 0; i < outline.size; ++i)
        if (!turns(outline.at(i), outline.at(i + 1), outline.at(i + 2), side)) return false;
    return true;
}

/// The corners of the fan at the front; empty if it is too small to be worth the trouble.
Fan outline_of(const TextureView& texture, const Triangles& all) {
    Fan outline;
    const ImDrawVert& hub = all.vertices[all.indices[0]];
    const auto joins = [&](const ImDrawIdx* at) {
        const ImDrawVert &b = all.vertices[at[1]], &c = all.vertices[at[2]];
        return hub.col == b.col && hub.col == c.col && is_plain(texture, hub, b, c);
    };
    if (!joins(all.indices)) return outline;
    outline.add(hub.pos);
    outline.add(all.vertices[all.indices[1]].pos);
    for (unsigned i = 0; i + 2 < all.count && outline.size < Fan::kMostCorners; i += 3) {
        const ImDrawIdx* at = all.indices + i;
        if (at[0] != all.indices[0] || (i > 0 && at[1] != at[-1]) || !joins(at)) break;
        outline.add(all.vertices[at[2]].pos);
    }
    if (outline.size < kFewestTriangles + 2) outline.size = 0;
    return outline;
}

/// One side of a convex shape: its edges from the top down.
struct Side {
    Side(const Fan& outline, std::size_t top, std::size_t step) : outline_(outline), step_(step), next_(top) {}
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
    const Fan& outline_;
    std::size_t step_, next_;
    std::pair<ImVec2, ImVec2> edge_{{0, -INFINITY}, {0, -INFINITY}};
    Edge line_{{0, 0}, {0, 0}};
};

/// Whether the point lies within the convex shape, a little slack at its edges not counted.
bool holds(const Fan& fan, const ImVec2& point) {
    const float side = doubled_area(fan) < 0 ? -1.f : 1.f;
    for (std::size_t i = 0; i < fan.size; ++i) {
        const ImVec2 &a = fan.at(i), &b = fan.at(i + 1);
        if (side * ((b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x)) < 0) return false;
    }
    return true;
}

}  // namespace

Box Fan::bounds() const {
    const auto all = std::span(corners).first(size);
    const auto [left, right] = std::ranges::minmax_element(all, std::less{}, &ImVec2::x);
    const auto [top, bottom] = std::ranges::minmax_element(all, std::less{}, &ImVec2::y);
    return {to_pixel(left->x) - 1, to_pixel(top->y) - 1, to_pixel(right->x) + 2, to_pixel(bottom->y) + 2};
}

Box Fan::inner() const {
    const Box around = bounds();
    for (int inset = 4; inset <= 32; inset *= 2) {
        const Box box{around.left + inset, around.top + inset, around.right - inset, around.bottom - inset};
        if (box.empty()) return {};
        const auto x = {static_cast<float>(box.left), static_cast<float>(box.right)}, y = {static_cast<float>(box.top), static_cast<float>(box.bottom)};
        if (std::ranges::all_of(x, [&](float at) { return std::ranges::all_of(y, [&](float height) { return holds(*this, {at, height}); }); })) return box;
    }
    return {};
}

Fan fan_at(const TextureView& texture, const Triangles& triangles) {
    Fan outline = outline_of(texture, triangles);
    if (outline.size != 0 && !is_convex(outline)) outline.size = 0;
    outline.colour = triangles.vertices[triangles.indices[0]].col;
    return outline;
}

void draw_fan(const Canvas& canvas, const Box& clip, const Fan& outline) {
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
        if (from < to) fill_span(canvas.row(y) + from, to - from, outline.colour);
    }
}

}  // namespace loket::ui
