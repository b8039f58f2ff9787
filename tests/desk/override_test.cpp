// Activation against a mismatch: never by the officer alone, never before all tries, and told to whoever looks after the office.

#include <catch2/catch.hpp>

#include "card_at_desk.h"
#include "workflow/reports/from_log.h"

using namespace loket;
using namespace loket::app;

TEST_CASE("a card that matched in none of three tries is activated by officer and superior together, or not at all") {
    app::test::CardAtDesk desk;
    auto& [scene, office, equipment, sink, id, officer, uid] = desk;
    const engine::Actor superior{"ratna", engine::Role::Kasi}, colleague{"rina", engine::Role::FrontOffice};
    const auto answer_for = [&](const engine::Actor& second) { return activate_by_officers(equipment, id, {second, "AUS", Bytes(40, 0x5A)}, officer, sink, {}); };
    const auto life = [&] { return read_chip(equipment, uid, Millis{0}, sink, {}).value().life; };
    CHECK(answer_for(superior).error().code == "activation.finger_first");
    for (int tried = 0; tried < engine::kMaxTries; ++tried) {
        const auto compared = compare_and_activate(equipment, id, biometrics::Finger::RightIndex, officer, sink, {});
        REQUIRE(compared);
        REQUIRE_FALSE(compared->match);
        if (tried == 0) CHECK(answer_for(superior).error().code == "activation.mismatch");
    }
    CHECK(answer_for(colleague).error().code == "activation.superior");
    CHECK(life() == card::Life::Locked);  // what the engine would refuse has not touched the chip
    REQUIRE(answer_for(superior));
    CHECK(life() == card::Life::Active);
    CHECK(office.at(id)->card.stage == engine::CardStage::Active);

    const auto log = equipment.core.ask([](Core& core) { return core.store().events(std::int64_t{1}, 100'000); }).get().value();
    reports::LogDigest digest(office.services());
    for (const auto& event : log) {
        const auto decoded = engine::decode_event(event.kind, event.body);
        if (decoded) digest.read({event.stream, *decoded, engine::actor_from_string(event.actor).value_or(engine::Actor{}), event.at});
    }
    const auto told = digest.records().work;
    REQUIRE(told.against_mismatch.size() == 1);
    CHECK(told.against_mismatch[0].case_id == id);
    CHECK(told.against_mismatch[0].user == officer.user);
    CHECK(told.against_mismatch[0].second == "ratna");
    CHECK(told.against_mismatch[0].reason == "AUS");
    CHECK(std::ranges::any_of(told.errors, [](const auto& error) { return error.kind == reports::kActivatedAgainstMismatch; }));
}
