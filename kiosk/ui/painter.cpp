#include "kiosk/ui/painter.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace loket::ui {

namespace {

ImVec2 im(Vec2 p) { return {p.x, p.y}; }
ImVec2 low(const Rect& r) { return {r.x, r.y}; }
ImVec2 high(const Rect& r) { return {r.right(), r.bottom()}; }

ImDrawFlags flags(Corners corners) {
    switch (corners) {
        case Corners::Top:
            return ImDrawFlags_RoundCornersTop;
        case Corners::Bottom:
            return ImDrawFlags_RoundCornersBottom;
        case Corners::Left:
            return ImDrawFlags_RoundCornersLeft;
        case Corners::Right:
            return ImDrawFlags_RoundCornersRight;
        default:
            return ImDrawFlags_RoundCornersAll;
    }
}

struct ShadowLook {
    float drop, opacity;
};
constexpr ShadowLook kLooks[] = {{6, 0.17f}, {4, 0.24f}, {3, 0.17f}};

}  // namespace

void Painter::fill(const Rect& rect, Colour colour, float radius, Corners corners) {
    if (!rect.empty()) list_->AddRectFilled(low(rect), high(rect), colour, radius, flags(corners));
}

void Painter::stroke(const Rect& rect, Colour colour, float width, float radius) {
    if (rect.empty()) return;
    // ImGui strokes along the pixel centres half a pixel inside, so the band lies within the rectangle after
    // this inset.
    const Rect middle = rect.inset((width - 1) / 2);
    list_->AddRect(low(middle), high(middle), colour, std::max(0.f, radius - width / 2),
                   ImDrawFlags_RoundCornersAll, width);
}

void Painter::gradient(const Rect& rect, Colour top, Colour bottom) {
    list_->AddRectFilledMultiColor(low(rect), high(rect), top, top, bottom, bottom);
}

void Painter::shadow(const Rect& rect, Shadow kind) {
    if (theme_->high_contrast() || rect.empty()) return;
    const ShadowPatch& patch = fonts_->shadow(kind);
    const ShadowLook& look = kLooks[static_cast<std::size_t>(kind)];
    const auto margin = static_cast<float>(patch.margin);
    const Rect outer = rect.inset(-margin).moved(0, theme_->dp(look.drop));
    const float corner = std::floor(std::min({static_cast<float>(patch.corner), outer.w / 2, outer.h / 2}));
    const float xs[] = {outer.x, outer.x + corner, outer.right() - corner, outer.right()};
    const float ys[] = {outer.y, outer.y + corner, outer.bottom() - corner, outer.bottom()};
    // The outer parts are copied texel by texel (a short side loses their inner ends), the middle texel is
    // stretched.
    const auto size = static_cast<float>(patch.size), middle = static_cast<float>(patch.corner);
    const std::pair<float, float> texels[] = {{0, corner}, {middle, middle + 1}, {size - corner, size}};
    const ImFontAtlas& atlas = *fonts_->atlas();
    const auto uv = [&](float x, float y) {
        return ImVec2{(static_cast<float>(patch.x) + x) / static_cast<float>(atlas.TexWidth),
                      (static_cast<float>(patch.y) + y) / static_cast<float>(atlas.TexHeight)};
    };
    for (int row = 0; row < 3; ++row)
        for (int column = 0; column < 3; ++column) {
            if (row == 1 && column == 1) continue;  // under the caster
            const auto [left, right] = texels[column];
            const auto [top, bottom] = texels[row];
            list_->AddImage(reinterpret_cast<ImTextureID>(kFontTexture), {xs[column], ys[row]},
                            {xs[column + 1], ys[row + 1]}, uv(left, top), uv(right, bottom),
                            rgb(0x1B2C4F, look.opacity));
        }
}

void Painter::circle(Vec2 centre, float radius, Colour colour) {
    list_->AddCircleFilled(im(centre), radius, colour);
}
void Painter::ring(Vec2 centre, float radius, float width, Colour colour) {
    list_->AddCircle(im(centre), radius - width / 2, colour, 0, width);
}
void Painter::line(Vec2 from, Vec2 to, Colour colour, float width) {
    list_->AddLine(im(from), im(to), colour, width);
}

void Painter::dashed(Vec2 from, Vec2 to, Colour colour, float width, float dash) {
    const float dx = to.x - from.x, dy = to.y - from.y, length = std::hypot(dx, dy);
    for (float at = 0; at < length; at += 2 * dash) {
        const float a = at / length, b = std::min(at + dash, length) / length;
        line({from.x + dx * a, from.y + dy * a}, {from.x + dx * b, from.y + dy * b}, colour, width);
    }
}

void Painter::arc(Vec2 centre, Vec2 radii, float from, float to, Colour colour, float width) {
    const int steps = std::max(2, static_cast<int>(std::ceil((to - from) * 128)));
    std::vector<Vec2> points;
    for (int i = 0; i <= steps; ++i) {
        const float turn = from + (to - from) * static_cast<float>(i) / static_cast<float>(steps);
        const float angle = turn * 2 * std::numbers::pi_v<float>;
        points.push_back({centre.x + radii.x * std::sin(angle), centre.y - radii.y * std::cos(angle)});
    }
    const bool whole = to - from >= 1;
    if (whole) points.pop_back();
    polyline(points, colour, width, whole);
    if (!whole) {
        circle(points.front(), width / 2, colour);
        circle(points.back(), width / 2, colour);
    }
}

void Painter::convex(std::span<const Vec2> points, Colour colour) {
    list_->PathClear();
    for (const Vec2& point : points) list_->PathLineTo(im(point));
    list_->PathFillConvex(colour);
}

void Painter::corners(const Rect& rect, float radius, Colour colour) {
    constexpr float kQuarter = std::numbers::pi_v<float> / 2;
    const Rect inner = rect.inset(radius);
    const ImVec2 corner[] = {
        {rect.x, rect.y}, {rect.right(), rect.y}, {rect.right(), rect.bottom()}, {rect.x, rect.bottom()}};
    const ImVec2 centre[] = {{inner.x, inner.y},
                             {inner.right(), inner.y},
                             {inner.right(), inner.bottom()},
                             {inner.x, inner.bottom()}};
    for (int i = 0; i < 4; ++i) {
        // A fan of thin triangles from the corner to the arc; the shape as a whole is not convex.
        const float start = kQuarter * static_cast<float>(i + 2);
        for (int step = 0; step < 12; ++step) {
            const float a = start + kQuarter * static_cast<float>(step) / 12,
                        b = start + kQuarter * static_cast<float>(step + 1) / 12;
            list_->PathLineTo(corner[i]);
            list_->PathLineTo({centre[i].x + radius * std::cos(a), centre[i].y + radius * std::sin(a)});
            list_->PathLineTo({centre[i].x + radius * std::cos(b), centre[i].y + radius * std::sin(b)});
            list_->PathFillConvex(colour);
        }
    }
}

void Painter::polyline(std::span<const Vec2> points, Colour colour, float width, bool closed) {
    list_->PathClear();
    for (const Vec2& point : points) list_->PathLineTo(im(point));
    list_->PathStroke(colour, closed ? ImDrawFlags_Closed : 0, width);
}

namespace {

/// The four vertices across a ribbon at one of its points: transparent, solid, solid, transparent.
void write_cross_section(ImDrawList& list, const RibbonPoint& point, Vec2 normal, Colour colour) {
    constexpr float kSoft = 1;  // pixels over which an edge fades
    const ImVec2 white = list._Data->TexUvWhitePixel;
    const float solid = std::max(0.f, (point.width - kSoft) / 2), outer = solid + kSoft;
    for (const float side : {-outer, -solid, solid, outer}) {
        const bool edge = std::abs(side) > solid;
        list.PrimWriteVtx({point.at.x + normal.x * side, point.at.y + normal.y * side}, white,
                          edge ? faded(colour, 0) : colour);
    }
}

/// Three bands between two cross-sections whose vertices start at `from` and `to`.
void write_bands(ImDrawList& list, unsigned from, unsigned to) {
    for (unsigned band = 0; band < 3; ++band)
        for (const unsigned index :
             {from + band, from + band + 1, to + band + 1, from + band, to + band + 1, to + band})
            list.PrimWriteIdx(static_cast<ImDrawIdx>(index));
}

Vec2 normal_at(std::span<const RibbonPoint> points, std::size_t i) {
    const Vec2 a = points[i == 0 ? 0 : i - 1].at, b = points[std::min(i + 1, points.size() - 1)].at;
    const float dx = b.x - a.x, dy = b.y - a.y, length = std::max(1e-3f, std::hypot(dx, dy));
    return {-dy / length, dx / length};
}

}  // namespace

void Painter::ribbon(std::span<const RibbonPoint> points, Colour colour) {
    if (points.empty()) return;
    circle(points.front().at, points.front().width / 2, colour);
    circle(points.back().at, points.back().width / 2, colour);
    constexpr std::size_t kPiece = 2000;  // vertices are counted in 16 bits
    for (std::size_t first = 0; first + 1 < points.size(); first += kPiece - 1) {
        const std::size_t count = std::min(kPiece, points.size() - first);
        list_->PrimReserve(static_cast<int>(count - 1) * 18, static_cast<int>(count) * 4);
        const unsigned base = list_->_VtxCurrentIdx;
        for (std::size_t i = 0; i < count; ++i) {
            write_cross_section(*list_, points[first + i], normal_at(points, first + i), colour);
            const unsigned here = base + static_cast<unsigned>(i) * 4;
            if (i > 0) write_bands(*list_, here - 4, here);
        }
    }
}

void Painter::image(TextureId texture, const Rect& rect, float radius, const Rect& uv) {
    if (texture == 0 || rect.empty()) return;
    list_->AddImageRounded(reinterpret_cast<ImTextureID>(texture), low(rect), high(rect), low(uv),
                           {uv.x + uv.w, uv.y + uv.h}, 0xFFFFFFFF, radius);
}

void Painter::push_clip(const Rect& rect) { list_->PushClipRect(low(rect), high(rect), true); }
void Painter::pop_clip() { list_->PopClipRect(); }

}  // namespace loket::ui
