// S04 SKP, S05 SKPD, S06 SKPLN, S07 SKDLN.

#include "tests/mirror/world.h"

using namespace loket;
using namespace loket::mirror;
using namespace loket::mirror::test;

namespace {

const std::vector<std::string> kAllHasans = {kHasan, kAminah, kFarid, kLaila, kRahim};
constexpr auto kNobody = KkOfThoseWhoStay::TidakAda;
constexpr auto kTetap = KkOfThoseWhoStay::Tetap;
constexpr auto kBaru = KkOfThoseWhoStay::BuatKkBaru;
constexpr auto kNumpang = KkOfThoseWhoStay::NumpangKk;
constexpr auto kMovingNew = KkOfThoseWhoMove::BuatKkBaru;

}  // namespace

TEST_CASE("SKP: a whole family moves away and takes its cards along") {
    World world;
    world.must(MoveOut{kHasanKk, kAllHasans, kNobody, KkOfThoseWhoMove::Tetap, {}, "KOTA BATAM"});
    CHECK(world.mirror.household(kHasanKk) == nullptr);
    CHECK(world.mirror.residents() == 2);
    const auto* gone = world.mirror.departed(kHasan);
    REQUIRE(gone != nullptr);
    CHECK(gone->why == Departure::MovedOut);
    CHECK(gone->person.life == population::LifeStatus::MovedAway);
    CHECK(gone->person.card == CardState::Active);  // the office of arrival takes it back
    CHECK(gone->to == "KOTA BATAM");
    const auto rows = lampid(world.mirror, world.on, world.on);
    REQUIRE(rows.size() == 2);
    CHECK((rows[0].pindah == 3 && rows[1].pindah == 2));
    CHECK(world.refusal(Death{kHasan, world.on, {}, {}}) == "mirror.moved_away");
}

TEST_CASE("SKP: a son moves, number and head stay") {
    World world;
    world.must(MoveOut{kHasanKk, {kFarid}, kTetap, kMovingNew, {}, "KOTA BATAM"});
    CHECK(world.family_of(kHasan).kk == kHasanKk);
    CHECK(world.mirror.household(kHasanKk)->due == "MoveOut");
    CHECK(world.mirror.waiting().empty());
}

TEST_CASE("SKP: the head moves, those who stay make a new KK under the wife") {
    World world;
    world.must(MoveOut{kHasanKk, {kHasan}, kBaru, KkOfThoseWhoMove::Tetap, {}, "KOTA BATAM"});
    CHECK(world.person(kAminah).shdk == Shdk::KepalaKeluarga);
    CHECK(world.person(kAminah).marital == Marital::Married);  // she is, wherever he lives
    world.answer_all();
    world.require_sound();
    CHECK(world.person(kAminah).kk != kHasanKk);
}

TEST_CASE("SKP: only minors would stay: an adult must be named, or a KK that takes them") {
    World world;
    const std::vector<std::string> adults = {kHasan, kAminah, kFarid};
    CHECK(world.refusal(MoveOut{kHasanKk, adults, kBaru, kMovingNew, {}, "KOTA BATAM"}) == "mirror.guardian_needed");
    CHECK(world.refusal(MoveOut{kHasanKk, adults, kBaru, kMovingNew, {kLaila, {}, {}}, "KOTA BATAM"}) == "mirror.head_minor");
    CHECK(world.refusal(MoveOut{kHasanKk, adults, kBaru, kMovingNew, {kTono, {}, {}}, "KOTA BATAM"}) == "mirror.head_elsewhere");

    SECTION("an aunt comes over as the guardian") {
        world.must(MoveOut{kHasanKk, adults, kBaru, kMovingNew, {.head = kMega, .host = {}, .roles = {}}, "KOTA BATAM"});
        CHECK(world.family_of(kLaila).members.front().nik == kMega);
        CHECK(world.person(kRahim).shdk == Shdk::FamiliLain);
        CHECK(world.family_of(kTono).members.size() == 1);
    }
    SECTION("the children are put on a relative's KK") {
        world.must(MoveOut{kHasanKk, adults, kNumpang, kMovingNew, {.head = {}, .host = kWijayaKk, .roles = {{kRahim, Shdk::Anak}}}, "KOTA BATAM"});
        CHECK(world.person(kLaila).kk == kWijayaKk);
        CHECK(world.person(kLaila).shdk == Shdk::FamiliLain);
        CHECK(world.person(kRahim).shdk == Shdk::Anak);
        CHECK(world.mirror.household(kHasanKk) == nullptr);
    }
}

TEST_CASE("SKP: the form must be true of the movers") {
    World world;
    CHECK(world.refusal(MoveOut{kHasanKk, {kFarid}, kNobody, kMovingNew, {}, "BATAM"}) == "mirror.stay_status");
    CHECK(world.refusal(MoveOut{kHasanKk, kAllHasans, kTetap, kMovingNew, {}, "BATAM"}) == "mirror.stay_status");
    CHECK(world.refusal(MoveOut{kHasanKk, {kHasan}, kTetap, kMovingNew, {}, "BATAM"}) == "mirror.number_follows_head");
    CHECK(world.refusal(MoveOut{kHasanKk, {kFarid}, kBaru, kMovingNew, {}, "BATAM"}) == "mirror.stay_status");
    CHECK(world.refusal(MoveOut{kHasanKk, {kHasan}, kNumpang, kMovingNew, {}, "BATAM"}) == "mirror.host_needed");
    CHECK(world.refusal(MoveOut{kHasanKk, {kFarid}, kTetap, KkOfThoseWhoMove::Tetap, {}, "BATAM"}) == "mirror.number_follows_head");
    CHECK(world.refusal(MoveOut{kHasanKk, {kTono}, kTetap, kMovingNew, {}, "BATAM"}) == "mirror.not_on_this_kk");
    CHECK(world.refusal(MoveOut{kHasanKk, {kFarid, kFarid}, kTetap, kMovingNew, {}, "BATAM"}) == "mirror.named_twice");
    CHECK(world.refusal(MoveOut{kHasanKk, {}, kTetap, kMovingNew, {}, "BATAM"}) == "mirror.nobody");
    CHECK(world.refusal(MoveOut{kHasanKk, {kFarid}, kTetap, kMovingNew, {}, ""}) == "mirror.destination");
}

TEST_CASE("SKPD: a family arrives with its NIK and gets a KK here, old cards are taken back") {
    World world;
    world.must(MoveOut{kHasanKk, kAllHasans, kNobody, KkOfThoseWhoMove::Tetap, {}, "KOTA BATAM"});
    std::vector<Resident> people;
    for (const auto& number : kAllHasans) {
        people.push_back(world.mirror.departed(number)->person);
        people.back().address = address("21.01.15.2001");
    }
    SECTION("with a new number, which the arrival waits for") {
        world.must(MoveIn{people, {}, {}, {}});
        CHECK(world.mirror.find(kHasan) == nullptr);
        world.answer_all();
        CHECK(world.person(kHasan).kk.substr(0, 6) == "210115");
    }
    SECTION("with the number they bring") {
        world.must(MoveIn{people, {}, kHasanKk, {}});
        CHECK(world.person(kHasan).kk == kHasanKk);
    }
    SECTION("on the KK of somebody who lives here") {
        CHECK(world.refusal(MoveIn{people, kWijayaKk, {}, {}}) == "mirror.heads");
        for (auto& person : people) person.shdk = Shdk::FamiliLain;
        world.must(MoveIn{people, kWijayaKk, {}, {}});
        CHECK(world.person(kHasan).address.village == "21.01.07.1001");
    }
    world.require_sound();
    CHECK(world.person(kHasan).card == CardState::Withdrawn);
    CHECK_FALSE(world.person(kLaila).kia);
    CHECK(world.mirror.departed(kHasan) == nullptr);
    CHECK(world.refusal(MoveIn{people, {}, {}, {}}, {{"kk", "2101152611260123"}}) == "mirror.nik_taken");
    int datang = 0;
    for (const auto& row : lampid(world.mirror, world.on, world.on)) datang += row.datang;
    CHECK(datang == 5);
}

TEST_CASE("the dead do not arrive") {
    World world;
    auto farid = world.person(kFarid);
    world.must(Death{kFarid, world.on, {}, {}});
    farid.shdk = Shdk::FamiliLain;
    CHECK(world.refusal(MoveIn{{farid}, kWijayaKk, {}, {}}) == "mirror.deceased");
}

TEST_CASE("SKPLN takes the cards and leaves a changed KK, SKDLN brings the same person back") {
    World world;
    world.must(GoAbroad{kHasanKk, {kAminah, kLaila}, kTetap, {}, "MALAYSIA"});
    const auto* gone = world.mirror.departed(kAminah);
    REQUIRE(gone != nullptr);
    CHECK(gone->person.life == population::LifeStatus::Abroad);
    CHECK(gone->person.card == CardState::Withdrawn);
    CHECK_FALSE(world.mirror.departed(kLaila)->person.kia);
    CHECK(world.mirror.household(kHasanKk)->due == "GoAbroad");
    CHECK(world.refusal(GoAbroad{kHasanKk, {kAminah}, kTetap, {}, "MALAYSIA"}) == "mirror.abroad");

    CHECK(world.refusal(ReturnFromAbroad{{{kLaila, Shdk::KepalaKeluarga}}, {}, {}}, {{"kk", "2101062611260001"}}) == "mirror.head_minor");
    world.must(ReturnFromAbroad{{{kAminah, Shdk::Istri}}, kHasanKk, {}});
    CHECK(world.person(kAminah).shdk == Shdk::Istri);
    CHECK(world.person(kAminah).card == CardState::Withdrawn);  // a new one is printed on request
    CHECK(world.mirror.departed(kAminah) == nullptr);
    CHECK(world.refusal(ReturnFromAbroad{{{kAminah, Shdk::Istri}}, kHasanKk, {}}) == "mirror.unknown_person");
}
