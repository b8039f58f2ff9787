// Each rule of a sound register, broken by events that no plan would give out.

#include <algorithm>

#include "tests/mirror/world.h"

using namespace loket;
using namespace loket::mirror;
using namespace loket::mirror::test;

namespace {

bool has(const std::vector<Finding>& findings, const char* code) {
    return std::any_of(findings.begin(), findings.end(), [&](const Finding& f) { return f.code == code; });
}

/// What the check finds after this event.
bool breaks(const MirrorEvent& event, const char* code) {
    World world;
    evolve(world.mirror, event);
    return has(check(world.mirror, world.on), code);
}

}  // namespace

TEST_CASE("the check finds what is wrong with a family") {
    const auto on = day("2026-11-26");
    CHECK(breaks(RoleChanged{on, kFarid, Shdk::KepalaKeluarga}, "mirror.heads"));
    CHECK(breaks(RoleChanged{on, kHasan, Shdk::Lainnya}, "mirror.heads"));
    CHECK(breaks(FamilyCreated{on, "2101062611260001", address("21.01.06.1008")}, "mirror.family_empty"));
    CHECK(breaks(MaritalChanged{on, kAminah, Marital::Divorced, {}, true}, "mirror.spouse_status"));
    CHECK(breaks(RoleChanged{on, kAminah, Shdk::Suami}, "mirror.spouse_sex"));
    CHECK(breaks(MaritalChanged{on, kLaila, Marital::Married, {}, true}, "mirror.kia_married"));
    CHECK(breaks(KiaChanged{on, kFarid, true, {}}, "mirror.kia_lapsed"));
    CHECK(breaks(CardStateChanged{on, kLaila, CardState::Printed, {}, {}}, "mirror.card_early"));
    DataChange young;
    young.born = day("2015-01-01");
    World world;
    evolve(world.mirror, MaritalChanged{on, kTono, Marital::Single, {}, true});
    evolve(world.mirror, ResidentChanged{on, kTono, young});
    CHECK(has(check(world.mirror, on), "mirror.head_minor"));
}

TEST_CASE("two husbands on a KK are found") {
    World world;
    const auto on = world.on;
    evolve(world.mirror, HeadReplaced{on, kHasanKk, kAminah});
    for (const auto& nik : {kHasan, kFarid}) evolve(world.mirror, RoleChanged{on, nik, Shdk::Suami});
    evolve(world.mirror, MaritalChanged{on, kFarid, Marital::Married, {}, true});
    CHECK(has(check(world.mirror, on), "mirror.two_husbands"));
}

TEST_CASE("the dead keep no card, and a foreigner on a KK has settled") {
    CHECK(breaks(ResidentLeft{day("2026-11-26"), kTono, Departure::Died, day("2026-11-26"), {}}, "mirror.card_of_the_gone"));
    CHECK_FALSE(breaks(ResidentLeft{day("2026-11-26"), kTono, Departure::MovedOut, day("2026-11-26"), {}}, "mirror.card_of_the_gone"));
    World world;
    Family family{"2101060101200009", day("2020-01-01"), {}};
    auto guest = world.person(kFarid);
    guest.nik = nik("1990-01-01", Sex::Male, 5);
    guest.kk = family.kk;
    guest.shdk = Shdk::KepalaKeluarga;
    guest.nationality = Nationality::Wna;
    family.members = {guest};
    REQUIRE(world.mirror.take(std::move(family)).ok());
    CHECK(has(check(world.mirror, world.on), "mirror.foreigner_without_itap"));
    Stay stay;
    stay.nik = kFarid;
    evolve(world.mirror, StayRecorded{world.on, stay});
    CHECK(has(check(world.mirror, world.on), "mirror.stay_and_resident"));
}

TEST_CASE("an old flaw of a family refuses nothing else, a new one does") {
    World world;
    evolve(world.start, MaritalChanged{world.on, kAminah, Marital::Divorced, {}, true});  // as if imported so
    world.mirror = world.start;
    REQUIRE(has(check(world.mirror, world.on), "mirror.spouse_status"));
    CHECK(world.attempt(Death{kRahim, world.on, {}, {}}).ok());
    CHECK(world.attempt(MoveFamily{kHasanKk, address("21.01.08.2001")}).ok());
    CHECK(world.refusal(JoinFamily{kWijayaKk, {{kLaila, Shdk::Istri}}, {}}) == "mirror.spouse_status");
}

TEST_CASE("a family that is not in order is not taken in") {
    World world;
    const auto sample = [&] {
        Family family{"2101060101200009", day("2020-01-01"), {}};
        auto person = world.person(kFarid);
        person.nik = nik("1990-01-01", Sex::Male, 5);
        person.kk = family.kk;
        person.shdk = Shdk::KepalaKeluarga;
        family.members = {person};
        return family;
    };
    const auto refused = [&](auto spoil) {
        auto family = sample();
        spoil(family);
        const auto before = world.mirror;
        const auto taken = world.mirror.take(std::move(family));
        CHECK((world.mirror == before));
        return taken.ok() ? std::string() : taken.error().code;
    };
    CHECK(refused([](Family& f) { f.kk = "21010601"; }) == "mirror.number_shape");
    CHECK(refused([](Family& f) { f.members[0].nik = "2101060101900OO5"; }) == "mirror.number_shape");
    CHECK(refused([](Family& f) { f.kk = f.members[0].kk = kHasanKk; }) == "mirror.kk_taken");
    CHECK(refused([](Family& f) { f.members[0].nik = kTono; }) == "mirror.nik_taken");
    CHECK(refused([](Family& f) { f.members.push_back(f.members[0]); }) == "mirror.nik_taken");
    CHECK(refused([](Family& f) { f.members.clear(); }) == "mirror.family_empty");
    CHECK(refused([](Family& f) { f.members[0].shdk = Shdk::Istri; }) == "mirror.heads");
    CHECK(refused([](Family& f) { f.members[0].life = population::LifeStatus::Deceased; }) == "mirror.not_active");
    CHECK(refused([](Family& f) { f.members[0].address.village = "2101061008"; }) == "mirror.village");
    CHECK(refused([](Family& f) { f.members[0].kk = kWijayaKk; }) == "mirror.kk_differs");
    REQUIRE(world.mirror.take(sample()).ok());
    CHECK(world.mirror.residents() == 8);
    CHECK(world.mirror.opening().at({"21.01.06", Sex::Male}) == 4);
}

TEST_CASE("an event about somebody unknown changes nothing") {
    World world;
    const auto before = world.mirror;
    const std::string ghost = "2101060101010404";
    const auto on = world.on;
    const std::vector<MirrorEvent> events = {
        RoleChanged{on, ghost, Shdk::Anak},
        ResidentLeft{on, ghost, Departure::Died, on, {}},
        MemberMoved{on, kFarid, ghost, Shdk::Anak},
        MemberMoved{on, ghost, kHasanKk, Shdk::Anak},
        HeadReplaced{on, kHasanKk, kTono},
        FamilyDissolved{on, kHasanKk},
        FamilyRenumbered{on, kHasanKk, kWijayaKk},
        FamilyRenumbered{on, ghost, "2101060101010405"},
        NumberIssued{on, "r", "kk", ghost},
        EffectCompleted{on, "r"},
    };
    for (const auto& event : events) evolve(world.mirror, event);
    CHECK((world.mirror == before));
}
