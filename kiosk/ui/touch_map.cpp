#include "kiosk/ui/touch_map.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

namespace loket::ui {
namespace {

constexpr float kMostStretch = 0.1f, kMostOffset = 0.1f, kMostLeft = 0.01f;

struct Line {
    float scale = 1, offset = 0;
};

Line fit_axis(const std::vector<TouchPair>& touches, float Vec2::* axis) {
    double said = 0, meant = 0, squares = 0, products = 0;
    const auto n = static_cast<double>(touches.size());
    for (const auto& touch : touches) {
        said += touch.said.*axis / n;
        meant += touch.meant.*axis / n;
    }
    for (const auto& touch : touches) {
        const double from_middle = touch.said.*axis - said;
        squares += from_middle * from_middle;
        products += from_middle * (touch.meant.*axis - meant);
    }
    if (squares < 1e-6) return {0, 0};  // all on one line: beyond any panel, and refused as such
    const double scale = products / squares;
    return {static_cast<float>(scale), static_cast<float>(meant - scale * said)};
}

bool plausible(const TouchMap& map) {
    const auto fair = [](float scale, float offset) { return std::abs(scale - 1) <= kMostStretch && std::abs(offset) <= kMostOffset; };
    return fair(map.scale.x, map.offset.x) && fair(map.scale.y, map.offset.y);
}

}  // namespace

TouchMap TouchMap::then(const TouchMap& next) const {
    return {{next.scale.x * scale.x, next.scale.y * scale.y}, {next.scale.x * offset.x + next.offset.x, next.scale.y * offset.y + next.offset.y}};
}

std::optional<TouchMap> fit_touch(const std::vector<TouchPair>& touches) {
    if (touches.size() < 4) return std::nullopt;
    const Line x = fit_axis(touches, &Vec2::x), y = fit_axis(touches, &Vec2::y);
    const TouchMap map{{x.scale, y.scale}, {x.offset, y.offset}};
    if (!plausible(map)) return std::nullopt;
    for (const auto& touch : touches) {
        const Vec2 at = map.apply(touch.said);
        if (std::abs(at.x - touch.meant.x) > kMostLeft || std::abs(at.y - touch.meant.y) > kMostLeft) return std::nullopt;
    }
    return map;
}

std::string to_text(const TouchMap& map) { return fmt::format("{:.6f},{:.6f},{:.6f},{:.6f}", map.scale.x, map.scale.y, map.offset.x, map.offset.y); }

std::optional<TouchMap> touch_map_of(std::string_view text) {
    std::array<float, 4> numbers{};
    const char* at = text.data();
    const char* const end = at + text.size();
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (i > 0 && (at == end || *at++ != ',')) return std::nullopt;
        const auto [rest, failed] = std::from_chars(at, end, numbers[i]);
        if (failed != std::errc{}) return std::nullopt;
        at = rest;
    }
    const TouchMap map{{numbers[0], numbers[1]}, {numbers[2], numbers[3]}};
    return at == end && plausible(map) ? std::optional(map) : std::nullopt;
}

}  // namespace loket::ui
