#include "kiosk/ui/geometry.h"

#include <catch2/catch.hpp>

using namespace loket::ui;

TEST_CASE("cutting takes a strip and leaves the rest less the gap") {
    Rect area{10, 20, 100, 50};
    CHECK(cut_top(area, 15, 5) == Rect{10, 20, 100, 15});
    CHECK(area == Rect{10, 40, 100, 30});
    CHECK(cut_right(area, 30, 10) == Rect{80, 40, 30, 30});
    CHECK(area == Rect{10, 40, 60, 30});
    CHECK(cut_bottom(area, 10) == Rect{10, 60, 60, 10});
    CHECK(cut_left(area, 20, 4) == Rect{10, 40, 20, 20});
    CHECK(area == Rect{34, 40, 36, 20});
}

TEST_CASE("cutting more than there is never gives a negative size") {
    Rect area{0, 0, 100, 20};
    CHECK(cut_top(area, 50, 10).h == 20);
    CHECK(area.h == 0);
    CHECK(cut_bottom(area, 5).h == 0);
    Rect narrow{0, 0, 8, 8};
    CHECK(cut_left(narrow, 6, 6).w == 6);
    CHECK(narrow.w == 0);
}

TEST_CASE("columns follow their weights, meet whole pixels and fill the area") {
    const auto parts = columns({0, 0, 1001, 10}, {1, 2, 1}, 10);
    REQUIRE(parts.size() == 3);
    CHECK(parts.front().x == 0);
    CHECK(parts.back().right() == 1001);
    for (std::size_t i = 1; i < parts.size(); ++i)
        CHECK(parts[i].x - parts[i - 1].right() == Approx(10).margin(1));
    CHECK(parts[1].w == Approx(2 * parts[0].w).margin(2));
    for (const Rect& part : parts) CHECK(part.x == static_cast<float>(static_cast<int>(part.x)));
}

TEST_CASE("a grid runs row by row") {
    const auto cells = grid({0, 0, 210, 110}, 2, 2, 10);
    REQUIRE(cells.size() == 4);
    CHECK(cells[0] == Rect{0, 0, 100, 50});
    CHECK(cells[1].x == 110);
    CHECK(cells[2].y == 60);
}

TEST_CASE("the largest rectangle of an aspect lies in the middle") {
    CHECK(fit_aspect({0, 0, 400, 100}, 2) == Rect{100, 0, 200, 100});
    CHECK(fit_aspect({0, 0, 100, 400}, 2) == Rect{0, 175, 100, 50});
}

TEST_CASE("intersection of rectangles that do not meet is empty") {
    CHECK(intersect(Rect{0, 0, 10, 10}, Rect{5, 5, 10, 10}) == Rect{5, 5, 5, 5});
    CHECK(intersect(Rect{0, 0, 10, 10}, Rect{20, 0, 10, 10}).empty());
}
