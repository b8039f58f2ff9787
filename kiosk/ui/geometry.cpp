#include "kiosk/ui/geometry.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace loket::ui {

Rect Rect::inset(float horizontal, float vertical) const {
    return {x + horizontal, y + vertical, std::max(0.f, w - 2 * horizontal), std::max(0.f, h - 2 * vertical)};
}

Rect intersect(const Rect& a, const Rect& b) {
    const float x = std::max(a.x, b.x), y = std::max(a.y, b.y);
    return {x, y, std::max(0.f, std::min(a.right(), b.right()) - x),
            std::max(0.f, std::min(a.bottom(), b.bottom()) - y)};
}

Rect centred(const Rect& outer, float w, float h) {
    return {std::round(outer.x + (outer.w - w) / 2), std::round(outer.y + (outer.h - h) / 2), w, h};
}

Rect fit_aspect(const Rect& outer, float aspect) {
    const float w = std::min(outer.w, outer.h * aspect);
    return centred(outer, std::round(w), std::round(w / aspect));
}

Rect cut_top(Rect& from, float height, float gap) {
    const float taken = std::clamp(height, 0.f, from.h);
    const Rect strip{from.x, from.y, from.w, taken};
    const float rest = std::min(taken + gap, from.h);
    from = {from.x, from.y + rest, from.w, from.h - rest};
    return strip;
}

Rect cut_bottom(Rect& from, float height, float gap) {
    const float taken = std::clamp(height, 0.f, from.h);
    const Rect strip{from.x, from.bottom() - taken, from.w, taken};
    from.h -= std::min(taken + gap, from.h);
    return strip;
}

Rect cut_left(Rect& from, float width, float gap) {
    const float taken = std::clamp(width, 0.f, from.w);
    const Rect strip{from.x, from.y, taken, from.h};
    const float rest = std::min(taken + gap, from.w);
    from = {from.x + rest, from.y, from.w - rest, from.h};
    return strip;
}

Rect cut_right(Rect& from, float width, float gap) {
    const float taken = std::clamp(width, 0.f, from.w);
    const Rect strip{from.right() - taken, from.y, taken, from.h};
    from.w -= std::min(taken + gap, from.w);
    return strip;
}

namespace {

/// Whole-pixel [start, end) pairs along one axis.
std::vector<std::pair<float, float>> split(float start, float length, const std::vector<float>& weights,
                                           float gap) {
    const float total = std::accumulate(weights.begin(), weights.end(), 0.f);
    const float usable =
        std::max(0.f, length - gap * static_cast<float>(weights.size() > 0 ? weights.size() - 1 : 0));
    std::vector<std::pair<float, float>> parts;
    float at = start;
    for (const float weight : weights) {
        const float size = total > 0 ? usable * weight / total : 0;
        parts.emplace_back(std::round(at), std::round(at + size));
        at += size + gap;
    }
    return parts;
}

}  // namespace

std::vector<Rect> columns(const Rect& area, const std::vector<float>& weights, float gap) {
    std::vector<Rect> out;
    for (const auto& [from, to] : split(area.x, area.w, weights, gap))
        out.push_back({from, area.y, to - from, area.h});
    return out;
}

std::vector<Rect> rows(const Rect& area, const std::vector<float>& weights, float gap) {
    std::vector<Rect> out;
    for (const auto& [from, to] : split(area.y, area.h, weights, gap))
        out.push_back({area.x, from, area.w, to - from});
    return out;
}

std::vector<Rect> grid(const Rect& area, int column_count, int row_count, float gap) {
    std::vector<Rect> cells;
    for (const Rect& row : rows(area, std::vector<float>(static_cast<std::size_t>(row_count), 1.f), gap)) {
        const auto line = columns(row, std::vector<float>(static_cast<std::size_t>(column_count), 1.f), gap);
        cells.insert(cells.end(), line.begin(), line.end());
    }
    return cells;
}

}  // namespace loket::ui
