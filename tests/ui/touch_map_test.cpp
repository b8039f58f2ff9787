#include "kiosk/ui/touch_map.h"

#include <catch2/catch.hpp>

using namespace loket::ui;

namespace {

/// What a panel says that is 4 percent too wide, moved right and up.
Vec2 askew(Vec2 finger) { return {finger.x * 1.04f + 0.02f, finger.y * 0.98f - 0.03f}; }

const std::vector<Vec2> kTargets{{0.05f, 0.05f}, {0.95f, 0.05f}, {0.95f, 0.95f}, {0.05f, 0.95f}, {0.5f, 0.3f}};

}  // namespace

TEST_CASE("five touches on a panel that is askew tell how to set it right") {
    std::vector<TouchPair> touches;
    for (const auto& target : kTargets) touches.push_back({askew(target), target});
    const auto map = fit_touch(touches);
    REQUIRE(map);
    for (const auto& finger : {Vec2{0.2f, 0.7f}, {0.9f, 0.1f}}) {
        CHECK(map->apply(askew(finger)).x == Approx(finger.x).margin(1e-4));
        CHECK(map->apply(askew(finger)).y == Approx(finger.y).margin(1e-4));
    }
    const auto kept = touch_map_of(to_text(*map));
    REQUIRE(kept);
    CHECK(kept->scale.x == Approx(map->scale.x).margin(1e-5));
    CHECK(kept->offset.y == Approx(map->offset.y).margin(1e-5));
    const auto twice = map->then({{2, 2}, {0.1f, 0}});
    CHECK(twice.apply({0.5f, 0.5f}).x == Approx(map->apply({0.5f, 0.5f}).x * 2 + 0.1f));
}

TEST_CASE("fingers that miss here and there are no panel that is askew, and a broken panel is not calibrated") {
    std::vector<TouchPair> wild, far, line, few;
    for (std::size_t i = 0; i < kTargets.size(); ++i) {
        const Vec2 target = kTargets[i];
        wild.push_back({{target.x + (i % 2 == 0 ? 0.04f : -0.04f), target.y}, target});
        far.push_back({{target.x * 0.5f, target.y}, target});
        line.push_back({{0.5f, target.y}, target});
        if (i < 3) few.push_back({target, target});
    }
    CHECK_FALSE(fit_touch(wild));
    CHECK_FALSE(fit_touch(far));
    CHECK_FALSE(fit_touch(line));
    CHECK_FALSE(fit_touch(few));
    for (const char* text : {"", "1,1,0", "1,1,0,0,0", "1,1,0,x", "5,1,0,0", "1,1,0,0.5", "nan,1,0,0"}) {
        INFO(text);
        CHECK_FALSE(touch_map_of(text));
    }
    CHECK(touch_map_of("1,1,0,0") == TouchMap{});
}
