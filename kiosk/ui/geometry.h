#pragma once
// Points, rectangles and the cutting of rectangles into rows, columns and grids. Units are pixels;
// millimetres become pixels through Theme::mm.

#include <vector>

namespace loket::ui {

struct Vec2 {
    float x = 0, y = 0;
    bool operator==(const Vec2&) const = default;
};

struct Rect {
    float x = 0, y = 0, w = 0, h = 0;

    [[nodiscard]] float right() const { return x + w; }
    [[nodiscard]] float bottom() const { return y + h; }
    [[nodiscard]] Vec2 centre() const { return {x + w / 2, y + h / 2}; }
    [[nodiscard]] bool contains(Vec2 p) const {
        return p.x >= x && p.y >= y && p.x < right() && p.y < bottom();
    }
    [[nodiscard]] bool empty() const { return w <= 0 || h <= 0; }
    [[nodiscard]] Rect inset(float horizontal, float vertical) const;
    [[nodiscard]] Rect inset(float all) const { return inset(all, all); }
    [[nodiscard]] Rect moved(float dx, float dy) const { return {x + dx, y + dy, w, h}; }
    bool operator==(const Rect&) const = default;
};

/// A point of a line whose width changes along it.
struct RibbonPoint {
    Vec2 at{};
    float width = 0;
};

/// The common part; empty (w or h of 0) if there is none.
Rect intersect(const Rect& a, const Rect& b);
/// A rectangle of the given size in the middle of another.
Rect centred(const Rect& outer, float w, float h);
/// The largest rectangle of the aspect width / height that fits, centred.
Rect fit_aspect(const Rect& outer, float aspect);

/// Cut a strip off one side of `from`, which keeps the rest less `gap`.
Rect cut_top(Rect& from, float height, float gap = 0);
Rect cut_bottom(Rect& from, float height, float gap = 0);
Rect cut_left(Rect& from, float width, float gap = 0);
Rect cut_right(Rect& from, float width, float gap = 0);

/// Side by side (or on top of each other) in proportion to the weights; edges fall on whole pixels.
std::vector<Rect> columns(const Rect& area, const std::vector<float>& weights, float gap);
std::vector<Rect> rows(const Rect& area, const std::vector<float>& weights, float gap);
/// Equal cells, row by row.
std::vector<Rect> grid(const Rect& area, int column_count, int row_count, float gap);

}  // namespace loket::ui
