// Pictures: camera views, portraits, scans; and the signature pad.

#include <algorithm>
#include <cmath>

#include "kiosk/ui/kit.h"
#include "kiosk/ui/text.h"

namespace loket::ui {

namespace {

/// The visible part of a picture that covers the rectangle.
Rect covered_part(Vec2 size, const Rect& rect) {
    const float scale = std::max(rect.w / size.x, rect.h / size.y);
    const float w = rect.w / scale / size.x, h = rect.h / scale / size.y;
    return {(1 - w) / 2, (1 - h) / 2, w, h};
}

/// Everything but the oval, dimmed column by column so that no pixel is dimmed twice.
void dim_around(Painter& paint, const Rect& view, Vec2 centre, Vec2 radii, Colour colour) {
    const float left = std::max(view.x, std::floor(centre.x - radii.x)),
                right = std::min(view.right(), std::ceil(centre.x + radii.x));
    paint.fill({view.x, view.y, left - view.x, view.h}, colour);
    paint.fill({right, view.y, view.right() - right, view.h}, colour);
    for (float x = left; x < right; x += 1) {
        const float off = std::clamp((x + 0.5f - centre.x) / radii.x, -1.f, 1.f);
        const float half = radii.y * std::sqrt(1 - off * off);
        const float top = std::round(centre.y - half), bottom = std::round(centre.y + half);
        paint.fill({x, view.y, 1, top - view.y}, colour);
        paint.fill({x, bottom, 1, view.bottom() - bottom}, colour);
    }
}

}  // namespace

void Ui::absent_picture(const PictureView& view, const Rect& rect, float radius) {
    const Palette& c = theme().colour;
    paint().fill(rect, c.sunken, radius);
    if (theme().high_contrast()) paint().stroke(rect, c.outline, theme().border(), radius);
    const float width = rect.w - theme().dp(32), sign = theme().icon(IconSize::Large);
    const float words = height_of(view.absent, TextStyle::Body, width);
    Rect block = centred(rect, width, std::min(rect.h, sign + (words > 0 ? theme().dp(16) + words : 0)));
    paint().icon(view.absent_icon, cut_top(block, sign, theme().dp(16)).centre(), IconSize::Large, c.muted);
    paint().paragraph(block, view.absent, TextStyle::Body, c.muted, Align::Centre);
}

void Ui::oval_guide(const Oval& oval, const Rect& place, float radius) {
    const Vec2 centre = place.centre(), radii{place.h * oval.width / 2, place.h * oval.height / 2};
    paint().push_clip(place);
    dim_around(paint(), place, centre, radii, faded(rgb(0x0A1428), 0.46f));
    paint().arc(centre, radii, 0, 1, rgb(0xFFFFFF, 0.92f), theme().dp(6));
    if (oval.progress > 0)
        paint().arc(centre, radii, 0, std::min(oval.progress, 1.f), rgb(0x2BD07F), theme().dp(12));
    paint().pop_clip();
    // The scrim is square; the round corners of the view are drawn again in the ground colour.
    if (radius > 0) paint().corners(place, radius, theme().colour.background);
}

void Ui::picture_caption(const PictureView& view, const Rect& place) {
    const bool large = place.w > theme().dp(480);
    const TextStyle style = large ? TextStyle::Body : TextStyle::Caption;
    const float width = std::min(place.w - theme().dp(24),
                                 text_width(fonts(), style, view.caption) + theme().dp(large ? 96 : 40));
    const float height = theme().line(style) + theme().dp(large ? 28 : 12);
    const Rect pill{std::round(place.centre().x - width / 2),
                    place.bottom() - height - theme().dp(large ? 30 : 12), width, height};
    paint().fill(pill, rgb(0x0A1428, 0.86f), height / 2);
    Node node{.id = view.id + ".caption", .role = Role::Status, .label = view.caption, .rect = pill};
    write(pill.inset(theme().dp(12), 0), view.caption, style, rgb(0xFFFFFF), Align::Centre, node);
    note(std::move(node));
}

void Ui::picture(const PictureView& view, const Rect& rect) {
    const float radius = theme().dp(view.radius);
    const Vec2 size = picture_size(view.picture);
    note({.id = view.id,
          .role = Role::Image,
          .label = view.label,
          .value = size.x > 0 ? "shown" : "absent",
          .rect = rect});
    if (size.x <= 0) return absent_picture(view, rect, radius);
    const bool whole = view.fit == PictureFit::Contain;
    const Rect place = whole ? fit_aspect(rect, size.x / size.y) : rect;
    const Rect part = whole ? Rect{0, 0, 1, 1} : covered_part(size, rect);
    const TextureId texture = pictures().put(view.id, view.picture, {place.w / part.w, place.h / part.h});
    paint().image(texture, place, radius, view.mirrored ? Rect{part.right(), part.y, -part.w, part.h} : part);
    if (view.oval) oval_guide(*view.oval, place, radius);
    if (theme().high_contrast()) paint().stroke(place, theme().colour.outline, theme().border(), radius);
    if (!view.caption.empty()) picture_caption(view, place);
}

bool Ui::signature(const SignaturePad& pad, const Rect& rect, Ink& ink) {
    const Palette& c = theme().colour;
    const Touch touch = control({.id = pad.id,
                                 .role = Role::Ink,
                                 .label = pad.label,
                                 .value = ink.empty() ? "empty" : "written",
                                 .rect = rect,
                                 .enabled = pad.enabled});
    const bool added = touch.enabled && ink.add(frame().samples, rect);
    const float radius = theme().button_radius(), base = rect.y + rect.h * 0.74f;
    paint().fill(rect, c.surface2, radius);
    paint().stroke(rect, touch.held ? c.primary : c.border, theme().dp(3), radius);
    paint().icon(Icon::Close, {rect.x + theme().dp(44), base - theme().dp(28)}, IconSize::Small, c.muted);
    paint().dashed({rect.x + theme().dp(60), base}, {rect.right() - theme().dp(64), base}, c.border,
                   theme().dp(2), theme().dp(12));
    paint().push_clip(rect);
    for (const Stroke& stroke : ink.strokes()) paint().ribbon(ribbon(stroke, rect, theme().mm(0.9f)), c.ink);
    paint().pop_clip();
    return added;
}

}  // namespace loket::ui
