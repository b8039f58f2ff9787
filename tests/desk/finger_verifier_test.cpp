// Activation with a card that compares the finger itself: the desk asks the chip, and nothing else changes.

#include <catch2/catch.hpp>

#include "devices/model/scene.h"
#include "kiosk/app/desk/activation.h"
#include "kiosk/app/desk/printing.h"
#include "kiosk/app/desk/sim_person.h"
#include "office.h"

using namespace loket;
using namespace loket::app;

TEST_CASE("a card that compares fingers itself is activated by its holder's and by no other") {
    model::Scene scene;  // of a stranger
    scene.set_real_time(false);
    app::test::DeskOffice office("SOP2019", true, &scene);
    auto& equipment = office.equipment();
    runtime::SilentSink sink;
    const auto id = office.open(*office.services().find("S02"));
    office.walk_to(id, engine::StepKind::Print);
    REQUIRE(print_card(equipment, id, office.worker(*office.at(id)), sink, {}));
    office.walk_to(id, engine::StepKind::Activate);
    const auto officer = office.worker(*office.at(id));
    const auto uid = office.at(id)->card.uid;
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
