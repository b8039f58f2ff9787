#include "kiosk/ui/ink.h"

#include <catch2/catch.hpp>

using namespace loket;
using namespace loket::ui;

namespace {

PointerSample sample(float x, float y, int millis, bool starts = false, float pressure = 1) {
    return {{x, y}, pressure, from_millis(5000 + millis), starts};
}

}  // namespace

TEST_CASE("ink keeps every sample in parts of the pad, with time from the first") {
    Ink ink;
    const Rect pad{100, 200, 400, 100};
    CHECK(ink.add({sample(100, 200, 0, true), sample(300, 250, 8), sample(499, 299, 16)}, pad));
    REQUIRE(ink.strokes().size() == 1);
    const Stroke& stroke = ink.strokes()[0];
    REQUIRE(stroke.size() == 3);
    CHECK(stroke[0].x == 0);
    CHECK(stroke[1].x == Approx(0.5));
    CHECK(stroke[1].y == Approx(0.5));
    CHECK(stroke[2].millis == 16);
}

TEST_CASE("lifting or leaving the pad ends a stroke") {
    Ink ink;
    const Rect pad{0, 0, 100, 100};
    ink.add({sample(10, 10, 0, true), sample(20, 10, 5)}, pad);
    ink.add({sample(30, 10, 100, true)}, pad);
    CHECK(ink.strokes().size() == 2);
    ink.add({sample(500, 10, 110), sample(40, 10, 120)}, pad);
    CHECK(ink.strokes().size() == 3);
    CHECK_FALSE(ink.add({sample(500, 500, 130)}, pad));
    ink.clear();
    CHECK(ink.empty());
    CHECK(ink.length() == 0);
}

TEST_CASE("the ribbon passes through the samples and is thinner where the pen was fast") {
    const Rect pad{0, 0, 1000, 500};
    Stroke slow, fast;
    for (int i = 0; i <= 20; ++i) {
        slow.push_back({0.1f + 0.01f * static_cast<float>(i), 0.5f, 1, i * 40});
        fast.push_back({0.1f + 0.04f * static_cast<float>(i), 0.5f, 1, i * 8});
    }
    const auto thick = ribbon(slow, pad, 4), thin = ribbon(fast, pad, 4);
    CHECK(thick.front().at == Vec2{100, 250});
    CHECK(thick[thick.size() / 2].width > 1.3f * thin[thin.size() / 2].width);
    for (const RibbonPoint& point : thin) CHECK(point.at.y == Approx(250).margin(0.01));
}

TEST_CASE("a dot is one point of ink with the nominal width") {
    const auto dot = ribbon({{0.5f, 0.5f, 1, 0}}, {0, 0, 100, 100}, 4);
    REQUIRE(dot.size() == 1);
    CHECK(dot[0].at == Vec2{50, 50});
    CHECK(dot[0].width == 4);
}
