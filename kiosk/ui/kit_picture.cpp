// Pictures: camera views, portraits, scans; and the signature pad.

#include <algorithm>
#include <cmath>
#include <numbers>

#include "kiosk/ui/kit.h"
#include "kiosk/ui/text.h"

namespace loket::ui {

namespace {

/// The visible part of a picture that covers the rectangle, mirrored or not.
Rect covered_part(Vec2 size, const Rect& rect, bool mirrored) {
    const float scale = std::max(rect.w / size.x, rect.h / size.y);
    const float w = rect.w / scale / size.x, h = rect.h / scale / size.y;
    const Rect part{(1 - w) / 2, (1 - h) / 2, w, h};
    return mirrored ? Rect{part.x + part.w, part.y, -part.w, part.h} : part;
}

/// Everything but the oval, dimmed: quads between the oval and the border of the view.
void dim_around(Painter& paint, const Rect& view, Vec2 centre, Vec2 radii, Colour colour) {
    constexpr int kSteps = 96;
    const auto on_oval = [&](int i) {
        const float angle = static_cast<float>(i) / kSteps * 2 * std::numbers::pi_v<float>;
        return Vec2{centre.x + radii.x * std::sin(angle), centre.y - radii.y * std::cos(angle)};
    };
    // Upper and lower halves are filled column by column, the sides as plain rectangles: no pixel is dimmed twice.
    paint.fill({view.x, view.y, std::floor(centre.x - radii.x) - view.x, view.h}, colour);
    const float right = std::ceil(centre.x + radii.x), left = std::floor(centre.x - radii.x);
    paint.fill({right, view.y, view.right() - right, view.h}, colour);
    for (float x = left; x < right; x += 1) {
        const float off = std::clamp((x + 0.5f - centre.x) / radii.x, -1.f, 1.f);
        const float half = radii.y * std::sqrt(1 - off * off);
        paint.fill({x, view.y, 1, std::round(centre.y - half) - view.y}, colour);
        paint.fill({x, std::round(centre.y + half), 1, view.bottom() - std::round(centre.y + half)}, colour);
    }
    std::vector<Vec2> edge;
    for (int i = 0; i < kSteps; ++i) edge.push_back(on_oval(i));
    paint.polyline(edge, rgb(0xFFFFFF, 0.9f), 5, true);
}

}  // namespace

void Ui::picture(const PictureView& view, const Rect& rect) {
    const Palette& c = theme().colour;
    const float radius = theme().dp(view.radius);
    const Vec2 size = picture_size(view.picture);
    note({.id = view.id, .role = Role::Image, .label = view.label, .value = size.x > 0 ? "shown" : "absent", .rect = rect});
    if (size.x <= 0) {
        paint().fill(rect, c.sunken, radius);
        if (theme().high_contrast()) paint().stroke(rect, c.outline, theme().border(), radius);
        const float words = view.absent.empty() ? 0 : text_height(theme(), fonts(), TextStyle::Body, view.absent, rect.w - theme().dp(32));
        Rect block = centred(rect, rect.w - theme().dp(32), std::min(rect.h, theme().icon(IconSize::Large) + theme().dp(16) + words));
        paint().icon(view.absent_icon, cut_top(block, theme().icon(IconSize::Large), theme().dp(16)).centre(), IconSize::Large, c.muted);
        paint().paragraph(block, view.absent, TextStyle::Body, c.muted, Align::Centre);
        return;
    }
    Rect place = rect, part{0, 0, 1, 1};
    if (view.fit == PictureFit::Contain) {
        place = fit_aspect(rect, size.x / size.y);
        if (view.mirrored) part = {1, 0, -1, 1};
    } else {
        part = covered_part(size, rect, view.mirrored);
    }
    paint().image(pictures().put(view.id, view.picture, {place.w / std::abs(part.w), place.h / part.h}), place, radius, part);
    if (view.oval) {
        const Vec2 centre = place.centre(), radii{place.h * view.oval->width / 2 * 1.6f, place.h * view.oval->height / 2};
        // The scrim keeps the round corners of the view by leaving a frame of the radius to the picture's own rounding.
        paint().push_clip(place);
        dim_around(paint(), place, centre, radii, faded(c.scrim, 0.75f));
        if (view.oval->progress > 0) paint().arc(centre, radii, 0, std::min(view.oval->progress, 1.f), rgb(0x2BD07F), theme().dp(12));
        paint().pop_clip();
        if (radius > 0) {
            // Four corner pieces in the ground colour restore the rounding above the scrim.
            paint().corners(place, radius, c.background);
        }
    }
    if (theme().high_contrast()) paint().stroke(place, c.outline, theme().border(), radius);
    if (!view.caption.empty()) {
        const TextStyle style = rect.w > theme().dp(480) ? TextStyle::Body : TextStyle::Caption;
        const float width = std::min(rect.w - theme().dp(24), text_width(fonts(), style, view.caption) + theme().dp(rect.w > theme().dp(480) ? 96 : 40));
        const float height = theme().line(style) + theme().dp(style == TextStyle::Body ? 28 : 12);
        const Rect pill{std::round(place.centre().x - width / 2), place.bottom() - height - theme().dp(style == TextStyle::Body ? 30 : 12), width, height};
        paint().fill(pill, rgb(0x0A1428, 0.86f), height / 2);
        Node node{.id = view.id + ".caption", .role = Role::Status, .label = view.caption, .rect = pill};
        write(pill.inset(theme().dp(12), 0), view.caption, style, rgb(0xFFFFFF), Align::Centre, node);
        note(std::move(node));
    }
}

bool Ui::signature(const SignaturePad& pad, const Rect& rect, Ink& ink) {
    const Palette& c = theme().colour;
    const Touch touch = control({.id = pad.id, .role = Role::Ink, .label = pad.label, .value = ink.empty() ? "empty" : "written", .rect = rect, .enabled = pad.enabled});
    const bool added = touch.enabled && ink.add(frame().samples, rect);
    paint().fill(rect, c.surface2, theme().button_radius());
    paint().stroke(rect, touch.held ? c.primary : c.border, theme().dp(3), theme().button_radius());
    const float base = rect.y + rect.h * 0.74f, left = rect.x + theme().dp(60);
    paint().icon(Icon::Close, {rect.x + theme().dp(44), base - theme().dp(28)}, IconSize::Small, c.muted);
    paint().dashed({left, base}, {rect.right() - theme().dp(64), base}, c.border, theme().dp(2), theme().dp(12));
    paint().push_clip(rect);
    for (const Stroke& stroke : ink.strokes()) {
        const auto points = ribbon(stroke, rect, theme().mm(0.9f));
        for (std::size_t i = 0; i < points.size(); ++i) {
            paint().circle(points[i].at, points[i].width / 2, c.ink);
            if (i > 0) paint().line(points[i - 1].at, points[i].at, c.ink, (points[i - 1].width + points[i].width) / 2);
        }
    }
    paint().pop_clip();
    return added;
}

}  // namespace loket::ui
