// Events and effects as JSON: what is stored comes back, what does not fit is refused.

#include "tests/mirror/world.h"
#include "workflow/mirror/master.h"

using namespace loket;
using namespace loket::mirror;
using namespace loket::mirror::test;

TEST_CASE("an event is compact and leaves out what is usual") {
    CHECK(encode(MirrorEvent{MaritalChanged{day("2026-11-26"), "2101064203760001", Marital::Widowed, day("2026-11-24"), true}}) ==
          R"({"marital":4,"nik":"2101064203760001","on":"2026-11-26","since":"2026-11-24"})");
    CHECK(encode(MirrorEvent{CardStateChanged{day("2026-11-26"), "1", CardState::Active, RecordState::CardPrinted, ""}}) ==
          R"({"card":"ACTIVE","nik":"1","on":"2026-11-26","record":"CARD_PRINTED"})");
    DataChange change;
    change.religion = population::Religion::Budha;
    change.marriage_recorded = true;
    CHECK(encode(MirrorEvent{ResidentChanged{day("2026-11-26"), "1", change}}) ==
          R"({"change":{"marriage_recorded":true,"religion":5},"nik":"1","on":"2026-11-26"})");
}

TEST_CASE("an event with everything set comes back equal") {
    const Immigration papers{"JEPANG", "X1", "2D", day("2030-01-01")};
    const DataChange change{"N", "B", "F", "M", "D", "P", day("2000-02-29"), Sex::Female, population::Blood::OMinus,
                            population::Religion::Kepercayaan, 10, 88, 6, false, papers};
    const Stay stay{"1", "S", "N", Sex::Female, day("1990-01-01"), "B", "C", "P", "K", "O", day("2027-01-01"), address("21.01.06.1008")};
    const std::vector<MirrorEvent> events = {
        ResidentChanged{day("2026-11-26"), "1", change},
        ResidentLeft{day("2026-11-26"), "1", Departure::Renounced, day("2026-11-20"), "SINGAPURA"},
        StayRecorded{day("2026-11-26"), stay},
        TemporaryPaperIssued{day("2026-11-26"), "1", {PaperKind::Skps, Hardship::KomunitasTerpencil, "9", day("2026-11-26")}},
        MarginalNoted{day("2026-11-26"), "1", {NoteKind::CitizenshipLost, "D", day("2026-11-01"), "2"}},
        NumberRequested{day("2026-11-26"), "r", "nik", NumberKind::Nik, "21.01.06", day("2026-11-01"), Sex::Female},
        NumberHeld{day("2026-11-26"), "r", "kk", "2101062611260001"},
        ApplicantNamed{day("2026-11-26"), "r", "1", "N", address("21.01.06.1008")},
        RegisterOpened{day("2026-11-26"), {{"21.01.06", Sex::Female, 7}}},
        MovementsCounted{day("2026-11-26"), {{"21.01.06", Sex::Female, Movement::Koreksi, -1}, {"21.01.07", Sex::Male, Movement::DatangDalam, 2}}},
    };
    for (const auto& event : events) {
        const auto again = decode_mirror_event(name_of(event), encode(event));
        REQUIRE(again.ok());
        CHECK((*again == event));
    }
}

TEST_CASE("keys of a newer Loket are passed over, missing ones take the default") {
    const auto event = decode_mirror_event("RoleChanged", R"({"nik":"1","colour":"red"})");
    REQUIRE(event.ok());
    CHECK((std::get<RoleChanged>(*event) == RoleChanged{{}, "1", Shdk::Lainnya}));
    const auto effect = decode_effect("Death", R"({"nik":"1","rest":{"head":"2","later":[1]}})");
    REQUIRE(effect.ok());
    CHECK(std::get<Death>(*effect).rest.head == "2");
}

TEST_CASE("a field that does not fit is corrupt and named, without its value") {
    const std::pair<const char*, const char*> wrong[] = {
        {R"({"shdk":0})", "shdk"},     {R"({"shdk":12})", "shdk"},     {R"({"shdk":"ISTRI"})", "shdk"}, {R"({"shdk":2.0})", "shdk"},
        {R"({"shdk":true})", "shdk"},  {R"({"nik":1})", "nik"},        {R"({"on":"2026-02-30"})", "on"}, {R"({"on":20261126})", "on"},
        {R"({"shdk":4294967298})", "shdk"}, {"[]", "document"},
    };
    for (const auto& [body, key] : wrong) {
        INFO(body);
        const auto event = decode_mirror_event("RoleChanged", body);
        REQUIRE_FALSE(event.ok());
        CHECK(event.error().fault == Fault::Corrupt);
        CHECK(event.error().context.find(key) != std::string::npos);
    }
    CHECK_FALSE(decode_mirror_event("RoleChanged", "{").ok());
    CHECK_FALSE(decode_mirror_event("RolesChanged", "{}").ok());
    CHECK_FALSE(decode_mirror_event("ResidentLeft", R"({"why":"vanished"})").ok());
    CHECK_FALSE(decode_mirror_event("CardStateChanged", R"({"card":"GOLD"})").ok());
    CHECK_FALSE(decode_mirror_event("ResidentAdded", R"({"person":{"nik":"1"}})").ok());
    CHECK_FALSE(decode_effect("MoveOut", R"({"movers":["1",2]})").ok());
    CHECK_FALSE(decode_effect("MoveOut", R"({"stay":5})").ok());
    CHECK_FALSE(decode_effect("MoveAway", "{}").ok());
}

TEST_CASE("what the centre's master is asked to take comes back equal, anything else is corrupt") {
    population::Resident person;
    person.nik = "2101064107900001", person.kk = "2101060101200001", person.name = "SITI AMINAH", person.born = day("1990-07-01"), person.address = address("21.01.06.1008");
    const MasterChangeAsked asked{day("2026-11-26"), "S05-1", "00ff", person};
    CHECK((decode_master_change(encode(asked)).value() == asked));
    for (const auto* wrong : {"", "[]", "7", "{}", R"({"on":"2026-11-26"})", R"({"on":"2026-13-26","person":{}})", R"({"on":"2026-11-26","person":7})"}) CHECK_FALSE(decode_master_change(wrong).ok());
    CHECK_FALSE(decode_mirror_event(MasterChangeAsked::kName, encode(asked)).ok());  // none of the register's facts
}
