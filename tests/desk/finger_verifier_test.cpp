// Activation with a card that compares the finger itself: the desk asks the chip, and nothing else changes.

#include <catch2/catch.hpp>

#include "card_at_desk.h"
#include "kiosk/app/desk/sim_person.h"

using namespace loket;
using namespace loket::app;

TEST_CASE("a card that compares fingers itself is activated by its holder's and by no other") {
    app::test::CardAtDesk desk;
    auto& [scene, office, equipment, sink, id, officer, uid] = desk;
    auto plastic = *scene.card(uid);
    plastic.compares = true;
    scene.store_card(plastic);
    scene.place_card(uid);
    const auto chip = chip_of_case(equipment, *office.at(id), sink, {});
    REQUIRE(chip);
    REQUIRE(chip->compares);
    REQUIRE(chip->content.fingers.size() == 2);
    CHECK(chip->content.fingers[0].minutiae.empty());
    const auto finger = chip->content.fingers[0].finger;
    const auto compare = [&] { return compare_and_activate(equipment, id, finger, officer, sink, {}); };
    const auto wrong = compare();
    REQUIRE(wrong);
    CHECK_FALSE(wrong->match);
    CHECK(office.at(id)->card.stage == engine::CardStage::Encoded);
    const auto nik = office.at(id)->nik;
    scene.set_person(sim_person(*equipment.core.snapshot()->people.at(nik), wib_date(office.clock.now())));
    for (int tried = 1; tried < engine::kMaxTries && office.at(id)->card.stage == engine::CardStage::Encoded; ++tried) REQUIRE(compare());
    CHECK(office.at(id)->card.stage == engine::CardStage::Active);
    CHECK(read_chip(equipment, uid, Millis{0}, sink, {})->life == card::Life::Active);
}
