#include "kiosk/screens/coaching.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

namespace loket::screens {

using namespace ui;

namespace {

constexpr std::pair<std::string_view, Coach> kCoaches[] = {
    {"finger.place_one", Coach::Finger},       {"finger.no_finger", Coach::Finger},      {"finger.missing", Coach::Hand},
    {"finger.place_right_four", Coach::Hand},  {"finger.place_left_four", Coach::LeftHand},  {"finger.place_thumbs", Coach::Thumbs},
    {"finger.dry", Coach::Dry},                {"finger.wet", Coach::Wet},               {"finger.wipe_dry", Coach::Wet},
    {"finger.press_harder", Coach::PressMore}, {"finger.too_light", Coach::PressMore},   {"finger.press_less", Coach::PressLess},
    {"finger.lift", Coach::Lift},              {"finger.hold_still", Coach::HoldStill},
    {"finger.smeared", Coach::HoldStill},      {"finger.small_area", Coach::Flat},       {"finger.off_centre", Coach::Centre},
    {"finger.clean_glass", Coach::Clean},      {"finger.wrong_hand", Coach::WrongHand},  {"iris.look_here", Coach::LookHere},
    {"iris.closer", Coach::Closer},            {"iris.too_far", Coach::Closer},          {"iris.further", Coach::Further},
    {"iris.hold_still", Coach::HoldStill},     {"iris.blurred", Coach::HoldStill},       {"iris.open_eye", Coach::OpenEyes},
    {"iris.open_wide", Coach::OpenEyes},       {"iris.blink", Coach::OpenEyes},          {"iris.not_found", Coach::GlassesOff},
    {"iris.glasses", Coach::GlassesOff},       {"face.look_here", Coach::LookHere},      {"face.off_centre", Coach::Centre},
    {"face.too_small", Coach::Closer},         {"photo.too_small", Coach::Closer},       {"iris.too_near", Coach::Further},
    {"face.blurred", Coach::HoldStill},        {"face.open_eyes", Coach::OpenEyes},      {"face.close_mouth", Coach::CloseMouth},
    {"face.too_close", Coach::Further},        {"face.reflections", Coach::GlassesOff},
    {"face.dark_glasses", Coach::GlassesOff},  {"face.gaze", Coach::LookHere},
    {"face.too_dark", Coach::Light},           {"face.uneven_light", Coach::Light},      {"face.too_bright", Coach::LessLight},
};

/// A drawing board of 100 x 100 on a square of the screen.
struct Board {
    Ui& ui;
    Rect square;
    [[nodiscard]] const Palette& c() const { return ui.theme().colour; }
    [[nodiscard]] float size(float units) const { return square.w * units / 100; }
    [[nodiscard]] Vec2 at(Vec2 p) const { return {square.x + size(p.x), square.y + size(p.y)}; }
    [[nodiscard]] Rect box(float x, float y, float w, float h) const { return {square.x + size(x), square.y + size(y), size(w), size(h)}; }

    void fill(float x, float y, float w, float h, float round, Colour colour) const { ui.paint().fill(box(x, y, w, h), colour, size(round)); }
    void dot(Vec2 p, float radius, Colour colour) const { ui.paint().circle(at(p), size(radius), colour); }
    void ring(Vec2 p, float radius, float width, Colour colour) const { ui.paint().ring(at(p), size(radius), size(width), colour); }
    void line(Vec2 a, Vec2 b, Colour colour, float width) const {
        const std::array<RibbonPoint, 2> points = {{{at(a), size(width)}, {at(b), size(width)}}};
        ui.paint().ribbon(points, colour);
    }
    void arrow(Vec2 from, Vec2 to, Colour colour, float width = 6) const {
        const float dx = to.x - from.x, dy = to.y - from.y, length = std::hypot(dx, dy), ux = dx / length, uy = dy / length;
        const float head = width * 2.2f;
        line(from, {to.x - ux * head, to.y - uy * head}, colour, width);
        const std::array<Vec2, 3> tip = {at(to), at({to.x - ux * head - uy * head * 0.75f, to.y - uy * head + ux * head * 0.75f}),
                                         at({to.x - ux * head + uy * head * 0.75f, to.y - uy * head - ux * head * 0.75f})};
        ui.paint().convex(tip, colour);
    }
    /// "Not so": a red stroke with a pale rim.
    void strike(float x, float y, float side) const {
        line({x, y}, {x + side, y + side}, c().surface, 11);
        line({x, y}, {x + side, y + side}, c().danger, 6);
    }
};

Colour skin(const Board& b) { return mix(b.c().primary, b.c().surface, b.ui.theme().high_contrast() ? 0.0f : 0.35f); }

void glass(const Board& b) {
    b.fill(12, 76, 76, 10, 4, b.c().text);
    b.fill(20, 86, 60, 5, 2, b.c().muted);
}

/// A finger from above onto the glass; its tip ends at `bottom`.
void finger(const Board& b, float bottom, float x = 50) {
    b.fill(x - 11, bottom - 50, 22, 50, 11, skin(b));
    b.fill(x - 6, bottom - 16, 12, 12, 5, mix(skin(b), b.c().surface, 0.55f));
}

void drop(const Board& b, float x, float y, float r, Colour colour) {
    std::array<Vec2, 26> points;
    for (std::size_t i = 0; i < 25; ++i) {
        const float turn = (static_cast<float>(i) / 24 * 1.5f - 0.25f) * std::numbers::pi_v<float>;
        points[i] = b.at({x + r * std::cos(turn), y + r * std::sin(turn)});
    }
    points[25] = b.at({x, y - 2.1f * r});
    b.ui.paint().convex(points, colour);
}

/// Four fingers from above; the little finger is the short one.
void hand(const Board& b, float x, float y, float s, bool left = false) {
    static constexpr float kTop[] = {16, 4, 8, 24};
    for (int i = 0; i < 4; ++i) {
        const auto f = static_cast<float>(left ? 3 - i : i);
        b.fill(x + s * 13 * f, y + s * kTop[i], s * 11, s * 50, s * 5.5f, skin(b));
    }
    b.fill(x, y + s * 40, s * 50, s * 36, s * 12, skin(b));
}

void face(const Board& b, bool eyes = true) {
    b.fill(24, 14, 52, 66, 26, skin(b));
    const Colour ink = b.c().text;
    if (eyes)
        for (const float x : {39.f, 61.f}) b.dot({x, 42}, 4.5f, ink);
    b.line({41, 64}, {59, 64}, ink, 4);
}

void eye(const Board& b, Vec2 middle, float half) {
    std::array<Vec2, 32> lens;
    for (std::size_t i = 0; i < 32; ++i) {
        const float t = static_cast<float>(i % 16) / 16, x = i < 16 ? -1 + 2 * t : 1 - 2 * t;
        lens[i] = b.at({middle.x + half * x, middle.y + (i < 16 ? -1.f : 1.f) * half * 0.58f * (1 - x * x)});
    }
    b.ui.paint().convex(lens, b.c().surface);
    b.ui.paint().polyline(lens, b.c().text, b.size(half * 0.12f), true);
    b.dot(middle, half * 0.42f, b.c().primary);
    b.dot(middle, half * 0.2f, b.c().text);
}

void camera(const Board& b, float x, float y) {
    b.fill(x, y, 30, 22, 5, b.c().text);
    b.dot({x + 15, y + 11}, 8, b.c().surface);
    b.dot({x + 15, y + 11}, 5, b.c().primary);
}

/// A face from the side of things: at the left, the camera at the right, and which way to move.
void distance(const Board& b, bool closer) {
    b.fill(6, 26, 38, 48, 19, skin(b));
    b.dot({32, 44}, 4, b.c().text);
    b.fill(76, 34, 20, 32, 4, b.c().text);
    b.dot({80, 50}, 6, b.c().primary);
    if (closer) b.arrow({48, 50}, {73, 50}, b.c().success);
    else b.arrow({72, 50}, {47, 50}, b.c().success);
}

void glasses(const Board& b) {
    for (const float x : {36.f, 64.f}) b.ring({x, 42}, 12, 4, b.c().text);
    b.line({48, 42}, {52, 42}, b.c().text, 4);
}

void sun(const Board& b) {
    b.dot({50, 46}, 16, b.c().warn);
    for (int i = 0; i < 8; ++i) {
        const float turn = static_cast<float>(i) * std::numbers::pi_v<float> / 4, x = std::cos(turn), y = std::sin(turn);
        b.line({50 + 23 * x, 46 + 23 * y}, {50 + 32 * x, 46 + 32 * y}, b.c().warn, 5);
    }
}

void on_glass(const Board& b, Coach coach) {
    glass(b);
    const Colour go = b.c().success;
    switch (coach) {
        case Coach::PressMore:
            finger(b, 76);
            b.arrow({20, 28}, {20, 66}, go, 8);
            return b.arrow({80, 28}, {80, 66}, go, 8);
        case Coach::PressLess:
            finger(b, 76);
            b.arrow({20, 66}, {20, 28}, go);
            return b.arrow({80, 66}, {80, 28}, go);
        case Coach::Lift:
            finger(b, 60);
            return b.arrow({80, 66}, {80, 14}, go, 8);
        case Coach::Dry:
            finger(b, 76, 34);
            return drop(b, 74, 50, 13, b.c().primary);
        case Coach::Wet:
            finger(b, 76, 34);
            drop(b, 74, 50, 13, b.c().primary);
            return b.strike(60, 28, 30);
        case Coach::Flat:
            b.fill(24, 58, 62, 18, 9, skin(b));
            b.arrow({40, 26}, {40, 52}, go);
            return b.arrow({70, 26}, {70, 52}, go);
        case Coach::Clean:
            b.fill(26, 52, 48, 24, 6, b.c().warn);
            b.arrow({52, 40}, {84, 40}, go);
            return b.arrow({48, 40}, {16, 40}, go);
        case Coach::Centre:
            finger(b, 76);
            b.arrow({8, 50}, {34, 50}, go);
            return b.arrow({92, 50}, {66, 50}, go);
        default:
            return finger(b, 76);
    }
}

void with_hand(const Board& b, Coach coach) {
    if (coach == Coach::Thumbs) {
        glass(b);
        finger(b, 76, 33);
        return finger(b, 76, 67);
    }
    if (coach == Coach::HoldStill) {
        hand(b, 12, 14, 1);
        b.fill(72, 30, 8, 40, 3, b.c().success);
        return b.fill(85, 30, 8, 40, 3, b.c().success);
    }
    if (coach == Coach::WrongHand) {
        hand(b, 4, 24, 0.72f, true);
        hand(b, 60, 24, 0.72f);
        b.strike(4, 34, 34);
        b.arrow({42, 88}, {78, 88}, b.c().success);
        return;
    }
    hand(b, 25, 12, 1, coach == Coach::LeftHand);
}

void with_face(const Board& b, Coach coach) {
    switch (coach) {
        case Coach::LookHere:
            eye(b, {50, 72}, 26);
            camera(b, 35, 6);
            return b.arrow({50, 54}, {50, 31}, b.c().success);
        case Coach::OpenEyes:
            eye(b, {50, 50}, 32);
            b.arrow({50, 26}, {50, 4}, b.c().success);
            return b.arrow({50, 74}, {50, 96}, b.c().success);
        case Coach::GlassesOff:
            face(b);
            glasses(b);
            return b.strike(22, 14, 56);
        case Coach::CloseMouth:
            face(b);
            b.arrow({86, 50}, {66, 62}, b.c().success);
            return;
        case Coach::Eye:
            return eye(b, {50, 50}, 38);
        default:
            return face(b);
    }
}

void pen(const Board& b) {
    b.fill(10, 62, 80, 24, 4, b.c().sunken);
    b.line({20, 76}, {34, 70}, b.c().ink, 3);
    b.line({34, 70}, {46, 79}, b.c().ink, 3);
    b.line({46, 79}, {56, 72}, b.c().ink, 3);
    b.line({60, 70}, {84, 22}, skin(b), 10);
    b.line({57, 75}, {61, 68}, b.c().text, 5);
}

void draw_coach(const Board& b, Coach coach) {
    switch (coach) {
        case Coach::Finger:
        case Coach::Dry:
        case Coach::Wet:
        case Coach::PressMore:
        case Coach::PressLess:
        case Coach::Lift:
        case Coach::Flat:
        case Coach::Centre:
        case Coach::Clean:
            return on_glass(b, coach);
        case Coach::Hand:
        case Coach::LeftHand:
        case Coach::Thumbs:
        case Coach::HoldStill:
        case Coach::WrongHand:
            return with_hand(b, coach);
        case Coach::Closer:
        case Coach::Further:
            return distance(b, coach == Coach::Closer);
        case Coach::Light:
            return sun(b);
        case Coach::LessLight:
            sun(b);
            return b.strike(26, 22, 48);
        case Coach::Sign:
            return pen(b);
        default:
            return with_face(b, coach);
    }
}

}  // namespace

Coach coach_of(std::string_view code) {
    const auto found = std::find_if(std::begin(kCoaches), std::end(kCoaches), [&](const auto& entry) { return entry.first == code; });
    if (found != std::end(kCoaches)) return found->second;
    if (code.starts_with("finger.")) return Coach::Finger;
    if (code.starts_with("iris.")) return Coach::Eye;
    if (code.starts_with("signature.")) return Coach::Sign;
    return Coach::Face;
}

void coach_picture(Ui& ui, const std::string& id, const viewmodels::Hint& hint, const Rect& rect) {
    const float side = std::floor(std::min(rect.w, rect.h));
    const Rect square = centred(rect, side, side);
    ui.paint().fill(square, ui.theme().colour.soft, side * 0.14f);
    if (ui.theme().high_contrast()) ui.paint().stroke(square, ui.theme().colour.outline, ui.theme().border(), side * 0.14f);
    draw_coach({ui, square.inset(side * 0.08f)}, coach_of(hint.code));
    ui.note({.id = id, .role = Role::Image, .label = hint.text, .value = hint.code, .rect = square});
}

}  // namespace loket::screens
