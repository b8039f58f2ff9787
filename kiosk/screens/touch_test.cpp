#include "kiosk/screens/touch_test.h"

#include <array>
#include <cmath>
#include <set>
#include <vector>

#include "kiosk/ui/touch_map.h"

namespace loket::screens::staff {

using namespace ui;

namespace {

/// What a test has seen so far; begins anew when the page was not drawn in the frame before. UI thread only.
struct Trace {
    std::uint64_t frame = 0;
    std::set<std::size_t> hit;
    std::vector<Vec2> way;
    std::vector<float> misses;      ///< mm
    std::vector<TouchPair> touches;  ///< in shares of the screen
    bool told = false;
};

Trace& trace(const Frame& f, const char* screen) {
    static Trace kept;
    if (f.ui.screen_id() != screen || kept.frame + 1 < f.ui.frame_number()) kept = {};
    kept.frame = f.ui.frame_number();
    f.ui.screen(screen);
    return kept;
}

bool leave_button(const Frame& f, const Rect& place) {
    return f.ui.button({.id = "leave", .label = f.say("maintenance.end_test"), .icon = Icon::ArrowBack}, place);
}

Rect middle(const Frame& f) { return centred(f.ui.bounds(), f.theme().grown(460), f.ui.button_height()); }

void draw_way(const Frame& f, const Trace& seen) {
    for (const auto& point : seen.way) f.ui.paint().circle(point, f.dp(5), f.theme().colour.danger);
}

void follow(const Frame& f, Trace& seen) {
    constexpr std::size_t kPoints = 4000;
    for (const auto& sample : f.ui.frame().samples) seen.way.push_back(sample.position);
    if (seen.way.size() > kPoints) seen.way.erase(seen.way.begin(), seen.way.end() - kPoints);
}

}  // namespace

void touch_grid(const Frame& f) {
    constexpr float kField = 25;  // mm: a finger that meets every field has met the whole screen
    Trace& seen = trace(f, "staff.maintenance.touch");
    follow(f, seen);
    const Palette& c = f.theme().colour;
    const Rect all = f.ui.bounds();
    const int across = std::max(1, static_cast<int>(all.w / f.theme().mm(kField))), down = std::max(1, static_cast<int>(all.h / f.theme().mm(kField)));
    const auto fields = grid(all, across, down, 0);
    for (std::size_t i = 0; i < fields.size(); ++i) {
        for (const auto& sample : f.ui.frame().samples)
            if (fields[i].contains(sample.position)) seen.hit.insert(i);
        f.ui.paint().fill(fields[i].inset(1), seen.hit.contains(i) ? c.success_soft : c.surface);
        f.ui.paint().stroke(fields[i], seen.hit.contains(i) ? c.success : c.border, seen.hit.contains(i) ? f.dp(3) : 1);
        if (seen.hit.contains(i)) f.ui.paint().icon(Icon::Check, fields[i].centre(), IconSize::Small, c.success);
    }
    draw_way(f, seen);
    const std::size_t left = fields.size() - seen.hit.size();
    const std::string words = left == 0 ? f.say("maintenance.touch_all") : f.say("maintenance.touch_left", {{"count", std::to_string(left)}});
    f.ui.note({.id = "touch.grid", .role = Role::Status, .label = words, .value = std::to_string(left), .rect = all});
    Rect place = middle(f);
    const float high = f.ui.height_of(words, TextStyle::BodyStrong, place.w - f.dp(24)) + f.dp(20);
    const Rect plate{place.x, place.y - high - f.dp(12), place.w, high};
    f.ui.paint().fill(plate, c.surface, f.theme().card_radius());
    f.ui.paint().stroke(plate, c.border, f.theme().border(), f.theme().card_radius());
    f.ui.paint().paragraph(plate.inset(f.dp(12), f.dp(10)), words, TextStyle::BodyStrong, c.text, Align::Centre);
    if (left == 0 && !seen.told) f.emit("touch_tested", "pass");
    seen.told = seen.told || left == 0;
    if (!leave_button(f, place)) return;
    if (left > 0) f.emit("touch_tested", std::to_string(left));
    f.emit("leave");
}

void touch_aim(const Frame& f) {
    Trace& seen = trace(f, "staff.maintenance.aim");
    const Palette& c = f.theme().colour;
    const Rect all = f.ui.bounds();
    const float edge = f.theme().mm(20);
    const std::array<Vec2, 5> targets{{{edge, edge}, {all.w - edge, edge}, {all.w - edge, all.h - edge}, {edge, all.h - edge}, {all.w / 2, all.h * 0.3f}}};
    f.ui.paint().fill(all, c.surface);
    follow(f, seen);
    for (const auto& sample : f.ui.frame().samples) {
        if (!sample.starts || seen.misses.size() >= targets.size() || middle(f).contains(sample.position)) continue;
        const Vec2 at = targets[seen.misses.size()];
        seen.misses.push_back(std::hypot(sample.position.x - at.x, sample.position.y - at.y) / f.theme().options.px_per_mm);
        seen.touches.push_back({{sample.position.x / all.w, sample.position.y / all.h}, {at.x / all.w, at.y / all.h}});
    }
    draw_way(f, seen);
    const bool over = seen.misses.size() >= targets.size();
    if (!over) {
        const Vec2 at = targets[seen.misses.size()];
        const float arm = f.theme().mm(8);
        f.ui.paint().ring(at, arm * 0.7f, f.dp(3), c.primary);
        f.ui.paint().line({at.x - arm, at.y}, {at.x + arm, at.y}, c.text, f.dp(2));
        f.ui.paint().line({at.x, at.y - arm}, {at.x, at.y + arm}, c.text, f.dp(2));
    }
    float sum = 0, largest = 0;
    for (const float miss : seen.misses) {
        sum += miss;
        largest = std::max(largest, miss);
    }
    const auto tenths = [](float mm) { return std::to_string(static_cast<int>(std::lround(mm * 10))); };
    const std::string words = over ? f.say("maintenance.aim_done") : f.say("maintenance.aim", {{"number", std::to_string(seen.misses.size() + 1)}});
    Rect place = middle(f);
    const float high = f.ui.height_of(words, TextStyle::BodyStrong, place.w);
    f.ui.paint().paragraph({place.x, place.y - high - f.dp(16), place.w, high}, words, TextStyle::BodyStrong, c.text, Align::Centre);
    f.ui.note({.id = "touch.aim", .role = Role::Status, .label = words, .value = std::to_string(seen.misses.size()), .rect = all});
    if (over && !seen.told) {
        const auto map = largest > 0 ? fit_touch(seen.touches) : std::nullopt;
        f.emit("aimed", tenths(sum / static_cast<float>(targets.size())) + ":" + tenths(largest) + (map ? ":" + to_text(*map) : ""));
    }
    seen.told = over;
    if (leave_button(f, place)) f.emit("leave");
}

}  // namespace loket::screens::staff
