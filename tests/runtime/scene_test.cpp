#include "devices/model/scene.h"

#include <catch2/catch.hpp>

#include "devices/model/device.h"
#include "devices/model/preview.h"

using namespace loket;
using model::Scene;

TEST_CASE("faults are used up oldest first, each by the device it names") {
    Scene scene;
    scene.add_fault({"sim_iris", "slow", 2, 10});
    scene.add_fault({"sim_iris", "slow", 1, 20});
    scene.add_fault({"sim_iris", "blink", 0, 0});
    CHECK_FALSE(scene.take_fault("sim_camera", "slow"));
    CHECK_FALSE(scene.take_fault("sim_iris", "blink"));
    CHECK(scene.take_fault("sim_iris", "slow")->value == 10);
    CHECK(scene.take_fault("sim_iris", "slow")->value == 10);
    CHECK(scene.take_fault("sim_iris", "slow")->value == 20);
    CHECK_FALSE(scene.take_fault("sim_iris", "slow"));
    scene.add_fault({"sim_iris", "slow", 1, 1});
    scene.clear_faults();
    CHECK_FALSE(scene.take_fault("sim_iris", "slow"));
}

TEST_CASE("a card placed for the first time is blank, and keeps what was stored") {
    Scene scene;
    CHECK_FALSE(scene.card_on_reader());
    scene.place_card("04aa");
    REQUIRE(scene.card_on_reader());
    CHECK(scene.card_on_reader()->memory.empty());
    scene.store_card({.uid = "04aa", .memory = {1, 2}});
    scene.place_card("");
    CHECK_FALSE(scene.card_on_reader());
    scene.place_card("04aa");
    CHECK(scene.card_on_reader()->memory == Bytes{1, 2});
    CHECK_FALSE(scene.card("04bb"));
}

TEST_CASE("every kind has a name of its own") {
    std::set<std::string_view> names;
    for (int kind = 0; kind < 7; ++kind) names.insert(to_string(static_cast<model::Kind>(kind)));
    CHECK(names.size() == 7);
    CHECK_FALSE(names.contains("unknown"));
}

TEST_CASE("previews average whole blocks and never grow") {
    GrayImage grey(4, 2);
    grey.pixels = {0, 100, 10, 10, 100, 200, 10, 10};
    const auto small = model::preview_of(grey, 2);
    CHECK(small.width == 2);
    CHECK(small.height == 1);
    CHECK(small.pixels == std::vector<std::uint8_t>{100, 100, 100, 255, 10, 10, 10, 255});
    CHECK(model::preview_of(grey, 100).width == 4);
    CHECK(model::preview_of(small, 1).pixels == std::vector<std::uint8_t>{});
    CHECK(model::preview_of(RgbaImage(8, 8), 3).width == 2);
}
