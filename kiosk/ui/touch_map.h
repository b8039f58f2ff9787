#pragma once
// A panel that does not say quite where it was touched: stretched and moved along each axis. Positions are shares of the screen,
// 0 to 1, so that a map fits any resolution.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/geometry.h"

namespace loket::ui {

/// Where the finger was, from what the panel said: scale times said plus offset.
struct TouchMap {
    Vec2 scale{1, 1}, offset{0, 0};

    [[nodiscard]] Vec2 apply(Vec2 said) const { return {scale.x * said.x + offset.x, scale.y * said.y + offset.y}; }
    /// This map, and then another one on what it gives.
    [[nodiscard]] TouchMap then(const TouchMap& next) const;
    bool operator==(const TouchMap&) const = default;
};

struct TouchPair {
    Vec2 said, meant;
};

/// The best straight line for each axis (least squares). Nothing if it explains too little: fewer than four touches, one left a
/// hundredth of the screen away, or a panel so far off (a tenth of its size) that it is broken rather than askew.
std::optional<TouchMap> fit_touch(const std::vector<TouchPair>& touches);

/// Four numbers, "scale x,scale y,offset x,offset y", and back; nothing for any other text or a map beyond those of fit_touch.
std::string to_text(const TouchMap& map);
std::optional<TouchMap> touch_map_of(std::string_view text);

}  // namespace loket::ui
