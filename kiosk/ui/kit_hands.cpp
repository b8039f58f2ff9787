// Two hands seen from above (palms down on the glass), drawn as hulls of circles, with the state of each
// finger at its tip.

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "kiosk/ui/kit.h"

namespace loket::ui {

namespace {

using biometrics::Finger;

/// A limb of the right hand in a box of 100 x 110: from its root to its tip, with radii.
struct Limb {
    Finger finger;
    Vec2 root, tip;
    float root_radius, tip_radius;
};
constexpr std::array<Limb, 5> kRightHand{{{Finger::RightThumb, {37, 79}, {9, 55}, 10.5f, 7.6f},
                                          {Finger::RightIndex, {38, 56}, {32, 19}, 7.6f, 6.6f},
                                          {Finger::RightMiddle, {53, 53}, {53, 9}, 7.8f, 6.8f},
                                          {Finger::RightRing, {68, 55}, {74, 16}, 7.4f, 6.4f},
                                          {Finger::RightLittle, {80, 62}, {92, 32}, 6.6f, 5.6f}}};
/// The palm as a hull of circles.
struct Knob {
    Vec2 at;
    float radius;
};
constexpr std::array<Knob, 5> kPalm{
    {{{39, 60}, 9}, {{78, 62}, 8}, {{71, 92}, 15}, {{51, 92}, 15}, {{40, 79}, 11}}};

/// The convex outline around circles, each grown by `extra`.
std::vector<Vec2> hull(std::vector<Knob> knobs, float extra) {
    std::vector<Vec2> points;
    for (const Knob& knob : knobs)
        for (int i = 0; i < 48; ++i) {
            const float angle = static_cast<float>(i) / 48 * 2 * std::numbers::pi_v<float>;
            points.push_back({knob.at.x + (knob.radius + extra) * std::cos(angle),
                              knob.at.y + (knob.radius + extra) * std::sin(angle)});
        }
    std::sort(points.begin(), points.end(),
              [](Vec2 a, Vec2 b) { return a.x < b.x || (a.x == b.x && a.y < b.y); });
    const auto turn = [](Vec2 o, Vec2 a, Vec2 b) {
        return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
    };
    std::vector<Vec2> out;
    const auto sweep = [&](auto begin, auto end) {
        const std::size_t floor = out.size() + 1;
        for (auto it = begin; it != end; ++it) {
            while (out.size() > floor && turn(out[out.size() - 2], out.back(), *it) <= 0) out.pop_back();
            out.push_back(*it);
        }
        out.pop_back();
    };
    sweep(points.begin(), points.end());
    sweep(points.rbegin(), points.rend());
    return out;
}

/// Places the hand's own coordinates on screen; the left hand is the right one mirrored.
class HandFrame {
  public:
    HandFrame(const Rect& rect, bool left) : left_(left) {
        scale_ = std::min(rect.w / 100, rect.h / 110);
        x_ = rect.centre().x - 50 * scale_;
        y_ = rect.centre().y - 55 * scale_;
    }
    [[nodiscard]] Vec2 at(Vec2 p) const {
        return {x_ + (left_ ? 100 - p.x : p.x) * scale_, y_ + p.y * scale_};
    }
    [[nodiscard]] float size(float length) const { return length * scale_; }
    [[nodiscard]] Knob knob(const Knob& knob) const { return {at(knob.at), size(knob.radius)}; }

  private:
    bool left_;
    float scale_, x_, y_;
};

Finger mirrored(Finger right) { return static_cast<Finger>(static_cast<int>(right) + 5); }

void draw_shape(Painter& paint, const HandFrame& frame, float extra, Colour colour) {
    std::vector<Knob> palm;
    for (const Knob& knob : kPalm) palm.push_back(frame.knob(knob));
    paint.convex(hull(palm, extra), colour);
    for (const Limb& limb : kRightHand)
        paint.convex(
            hull({frame.knob({limb.root, limb.root_radius}), frame.knob({limb.tip, limb.tip_radius})}, extra),
            colour);
}

struct TipLook {
    Colour fill;
    Icon icon;
};

TipLook tip_look(const Palette& c, FingerState state) {
    switch (state) {
        case FingerState::Current:
            return {c.primary, Icon::TouchApp};
        case FingerState::Done:
            return {c.success, Icon::Check};
        case FingerState::Retry:
            return {c.warn, Icon::Refresh};
        case FingerState::Absent:
            return {c.muted, Icon::Close};
        default:
            return {c.surface, Icon::None};
    }
}

constexpr std::string_view kFingerStateNames[] = {"waiting", "current", "done", "retry", "absent"};

}  // namespace

void Ui::hands(const Hands& hands, const Rect& rect) {
    const Palette& c = theme().colour;
    Rect area = rect;
    const Rect words = cut_bottom(area, theme().line(TextStyle::Body), theme().dp(8));
    const auto sides = columns(area, {1, 1}, theme().dp(40)), names = columns(words, {1, 1}, theme().dp(40));
    for (int side = 0; side < 2; ++side) {
        const bool left = side == 0;
        const HandFrame frame(sides[static_cast<std::size_t>(side)], left);
        draw_shape(paint(), frame, theme().dp(2.5f),
                   theme().high_contrast() ? c.outline : mix(c.border, c.sunken, 0.45f));
        draw_shape(paint(), frame, 0, c.sunken);
        bool active = false;
        for (const Limb& limb : kRightHand) {
            const Finger finger = left ? mirrored(limb.finger) : limb.finger;
            const FingerState state = hands.fingers[static_cast<std::size_t>(finger)];
            active |= state == FingerState::Current;
            const Vec2 tip = frame.at(limb.tip);
            const float radius = frame.size(limb.tip_radius) * 0.86f;
            const TipLook look = tip_look(c, state);
            if (state == FingerState::Current) paint().circle(tip, radius * 1.45f, faded(c.primary, 0.25f));
            paint().circle(tip, radius, look.fill);
            if (state == FingerState::Waiting) paint().ring(tip, radius, theme().dp(2), c.border);
            paint().icon(look.icon, tip, IconSize::Small, c.on_primary);
            note({.id = hands.id + "." + std::to_string(static_cast<int>(finger)),
                  .role = Role::Status,
                  .label = left ? hands.left : hands.right,
                  .value = std::string(kFingerStateNames[static_cast<std::size_t>(state)]),
                  .rect = {tip.x - radius, tip.y - radius, 2 * radius, 2 * radius}});
        }
        const std::string& name = left ? hands.left : hands.right;
        label(names[static_cast<std::size_t>(side)], name, active ? TextStyle::BodyStrong : TextStyle::Body,
              Align::Centre, !active);
    }
}

}  // namespace loket::ui
