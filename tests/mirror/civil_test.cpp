// S09-S15: births, marriages, deaths, adoptions, citizenship.

#include "tests/mirror/world.h"

using namespace loket;
using namespace loket::mirror;
using namespace loket::mirror::test;

namespace {

Birth birth_to(const std::string& mother, const std::string& father) {
    Birth birth;
    birth.name = "PUTRI WIJAYA";
    birth.sex = Sex::Female;
    birth.born = day("2026-11-20");
    birth.birth_place = "TANJUNG UBAN";
    birth.mother = mother;
    birth.father = father;
    birth.kia = true;
    return birth;
}

}  // namespace

TEST_CASE("a birth waits for the NIK, then the child stands on the mother's KK with a KIA") {
    World world;
    world.must(birth_to(kMega, kTono));
    CHECK(world.mirror.residents() == 7);
    const auto& request = world.mirror.waiting().at(world.reference()).requests.front();
    CHECK(request.kind == NumberKind::Nik);
    CHECK(request.born == day("2026-11-20"));
    const PlanContext now{.on = world.on, .reference = {}, .numbers = {}};
    CHECK(supply(world.mirror, world.reference(), "kk", "2101075911260001", now).error().code == "mirror.number_not_asked");
    CHECK(supply(world.mirror, world.reference(), "nik", "2101071911260001", now).error().code == "mirror.number_differs");
    CHECK(supply(world.mirror, world.reference(), "nik", "21010760112600", now).error().code == "mirror.number_shape");
    CHECK(supply(world.mirror, "BTN-404", "nik", "2101076011260001", now).error().code == "mirror.not_waiting");
    REQUIRE(world.commit(supply(world.mirror, world.reference(), "nik", "2101076011260001", now)).ok());
    world.require_sound();

    const auto& child = world.person("2101076011260001");
    CHECK(child.kk == kWijayaKk);
    CHECK(child.shdk == Shdk::Anak);
    CHECK(child.mother == "MEGA LESTARI");
    CHECK(child.father == "TONO WIJAYA");
    CHECK(child.kia);
    const auto rows = lampid(world.mirror, world.on, world.on);
    REQUIRE(rows.size() == 1);
    CHECK((rows[0].lahir == 1 && rows[0].sex == Sex::Female && rows[0].district == "21.01.07"));
}

TEST_CASE("a leased NIK registers the child at once, a used one is refused") {
    World world;
    world.must(birth_to(kMega, {}), {{"nik", "2101076011260001"}});
    CHECK(world.person("2101076011260001").father.empty());
    CHECK(world.refusal(birth_to(kAminah, kHasan), {{"nik", "2101076011260001"}}) == "mirror.number_taken");
}

TEST_CASE("the child of a daughter in the house is a CUCU, a foundling LAINNYA on the KK that takes it in") {
    World world;
    world.on = day("2031-03-01");
    auto birth = birth_to(kLaila, {});
    birth.born = day("2031-02-20");
    world.must(birth, {{"nik", "2101066002310001"}});
    CHECK(world.person("2101066002310001").shdk == Shdk::Cucu);

    Birth found;
    found.name = "NUR HIDAYAH";
    found.sex = Sex::Female;
    found.born = day("2031-02-01");
    found.foundling = true;
    CHECK(world.refusal(found) == "mirror.kk_needed");
    found.kk = kWijayaKk;
    world.must(found, {{"nik", "2101064102310001"}});
    CHECK(world.person("2101064102310001").shdk == Shdk::Lainnya);
    CHECK(world.person("2101064102310001").mother.empty());
    found.mother_name = "IBU";
    CHECK(world.refusal(found) == "mirror.parents");
}

TEST_CASE("a birth that cannot be true is refused before the centre is asked") {
    World world;
    auto birth = birth_to(kMega, kTono);
    birth.name = "PUTR1 WIJAYA";
    CHECK(world.refusal(birth) == "name.digit");
    birth = birth_to(kTono, kMega);
    CHECK(world.refusal(birth) == "mirror.parent_sex");
    birth = birth_to(kMega, kTono);
    birth.born = day("2026-11-27");
    CHECK(world.refusal(birth) == "mirror.date");
    birth.born = day("1995-01-01");
    CHECK(world.refusal(birth) == "mirror.parent_age");
    birth = birth_to({}, {});
    CHECK(world.refusal(birth) == "mirror.parents");
    CHECK(world.mirror.waiting().empty());
}

TEST_CASE("a mother who dies in childbed: the child waits for its NIK and finds the father's KK") {
    World world;
    auto birth = birth_to(kMega, kTono);
    world.must(birth);
    const auto reference = world.reference();
    world.must(Death{kMega, day("2026-11-21"), {}, {}});
    REQUIRE(world.commit(supply(world.mirror, reference, "nik", "2101076011260001", {.on = world.on, .reference = {}, .numbers = {}})).ok());
    world.require_sound();
    CHECK(world.person("2101076011260001").mother == "MEGA LESTARI");
    CHECK(world.person("2101076011260001").kk == world.person(kTono).kk);
}

TEST_CASE("a number that comes too late is kept, the effect is blocked, retried or dropped") {
    World world;
    world.must(FormFamily{{{kFarid, Shdk::KepalaKeluarga}}, {}, {}});
    const auto reference = world.reference();
    const PlanContext now{.on = world.on, .reference = {}, .numbers = {}};
    CHECK(retry(world.mirror, reference, now).error().code == "mirror.number_missing");
    world.must(Death{kFarid, world.on, {}, {}});
    REQUIRE(world.commit(supply(world.mirror, reference, "kk", "2101062611260009", now)).ok());
    CHECK(world.mirror.waiting().at(reference).blocked == "mirror.deceased");
    CHECK(world.mirror.waiting().at(reference).numbers.at("kk") == "2101062611260009");
    CHECK(retry(world.mirror, reference, now).error().code == "mirror.deceased");
    REQUIRE(world.commit(drop(world.mirror, reference, "meninggal", world.on)).ok());
    CHECK(world.mirror.waiting().empty());
    world.require_sound();
}

TEST_CASE("a stillbirth is a number in the statistics and nothing else") {
    World world;
    CHECK(world.refusal(Stillbirth{kMega, {}, Sex::Male, day("2026-11-20"), 27}) == "mirror.weeks");
    world.must(Stillbirth{kMega, {}, Sex::Male, day("2026-11-20"), 28});
    CHECK(world.mirror.residents() == 7);
    const auto rows = lampid(world.mirror, world.on, world.on);
    REQUIRE(rows.size() == 1);
    CHECK((rows[0].lahir_mati == 1 && rows[0].balance() == 0));
}

TEST_CASE("the death of the head: cerai mati for the wife, who becomes head, cards go back, the KK gets a new number") {
    World world;
    const auto planned = world.must(Death{kHasan, day("2026-11-24"), {}, {}});
    CHECK(count_of<FamilyCardDue>(planned) == 1);
    const auto* gone = world.mirror.departed(kHasan);
    REQUIRE(gone != nullptr);
    CHECK(gone->person.life == population::LifeStatus::Deceased);
    CHECK(gone->person.card == CardState::Withdrawn);
    CHECK(gone->happened == day("2026-11-24"));
    const auto& widow = world.person(kAminah);
    CHECK(widow.marital == Marital::Widowed);
    CHECK(widow.marital_since == day("2026-11-24"));
    CHECK(widow.shdk == Shdk::KepalaKeluarga);
    CHECK(world.family_of(kAminah).members.front().nik == kAminah);
    CHECK(world.person(kFarid).shdk == Shdk::Anak);
    world.answer_all();
    world.require_sound();
    CHECK(world.person(kAminah).kk != kHasanKk);
    CHECK(world.refusal(Death{kHasan, day("2026-11-24"), {}, {}}) == "mirror.deceased");
}

TEST_CASE("after both parents the oldest adult child is the head of brothers and sisters") {
    World world;
    world.must(Death{kHasan, world.on, {}, {}});
    world.must(Death{kAminah, world.on, {}, {}});
    CHECK(world.person(kFarid).shdk == Shdk::KepalaKeluarga);
    CHECK(world.person(kRahim).shdk == Shdk::FamiliLain);
    CHECK(world.mirror.waiting().size() == 1);  // one new number for the KK, not two
    CHECK(world.refusal(Death{kFarid, world.on, {}, {}}) == "mirror.guardian_needed");
    world.must(Death{kFarid, world.on, {}, {.head = {}, .host = kWijayaKk, .roles = {}}});
    CHECK(world.person(kLaila).kk == kWijayaKk);
    CHECK(world.mirror.household(kHasanKk) == nullptr);
    CHECK(world.mirror.waiting().empty());  // a KK that is no more needs no number
}

TEST_CASE("the death of a wife leaves a widower and the head where he is") {
    World world;
    world.must(Death{kAminah, world.on, {}, {}});
    CHECK(world.person(kHasan).marital == Marital::Widowed);
    CHECK(world.person(kHasan).shdk == Shdk::KepalaKeluarga);
    CHECK(world.mirror.waiting().empty());
    CHECK(world.refusal(Death{kRahim, day("2016-01-01"), {}, {}}) == "mirror.date");
    CHECK(world.refusal(Death{kRahim, day("2026-12-01"), {}, {}}) == "mirror.date");
}

TEST_CASE("a spouse on another KK is widowed when named") {
    World world;
    world.must(FormFamily{{{kMega, Shdk::KepalaKeluarga}}, {}, {}}, {{"kk", "2101072611260009"}});
    CHECK(world.refusal(Death{kTono, world.on, kFarid, {}}) == "mirror.not_a_couple");
    world.must(Death{kTono, world.on, kMega, {}});
    CHECK(world.person(kMega).marital == Marital::Widowed);
    CHECK(world.mirror.household(kWijayaKk) == nullptr);
}

TEST_CASE("of two wives both are widowed, and the death of one leaves the man married") {
    World world;
    auto second = world.person(kAminah);
    second.nik = nik("1985-01-01", Sex::Female, 9);
    second.name = "NURHAYATI BINTI ALI";
    second.born = day("1985-01-01");
    second.marital_since = day("2010-01-01");
    world.must(MoveIn{{second}, kHasanKk, {}, {}});
    SECTION("the man dies") {
        world.must(Death{kHasan, world.on, {}, {}});
        CHECK(world.person(kAminah).shdk == Shdk::KepalaKeluarga);
        CHECK(world.person(second.nik).marital == Marital::Widowed);
        CHECK(world.person(second.nik).shdk == Shdk::FamiliLain);
    }
    SECTION("one wife dies") {
        world.must(Death{kAminah, world.on, {}, {}});
        CHECK(world.person(kHasan).marital == Marital::Married);
        CHECK(world.person(second.nik).shdk == Shdk::Istri);
    }
}

TEST_CASE("an annulled marriage: both are again what they were, the registers get a note") {
    World world;
    CHECK(world.refusal(AnnulMarriage{kTono, kMega, "", world.on, {}, {}}) == "mirror.decision_needed");
    CHECK(world.refusal(AnnulMarriage{kTono, kAminah, "12/Pdt.G/2026", world.on, {}, {}}) != "");
    world.must(AnnulMarriage{kTono, kMega, "12/Pdt.G/2026", day("2026-11-01"), {}, {Marital::Widowed, day("2012-01-01")}});
    CHECK(world.person(kTono).marital == Marital::Single);
    CHECK_FALSE(world.person(kTono).marital_since.has_value());
    CHECK(world.person(kMega).marital == Marital::Widowed);
    CHECK(world.person(kMega).shdk == Shdk::Lainnya);
    REQUIRE(world.mirror.notes().at(kMega).size() == 1);
    CHECK(world.mirror.notes().at(kMega)[0].kind == NoteKind::MarriageAnnulled);
    CHECK(world.mirror.notes().at(kMega)[0].about == kTono);
}

TEST_CASE("the KK shows who is married to whom") {
    World world;
    world.must(JoinFamily{kHasanKk, {{kTono, Shdk::FamiliLain}, {kMega, Shdk::FamiliLain}}, {}});
    CHECK(world.refusal(NoteDivorce{kTono, kAminah, world.on}) == "mirror.not_a_couple");
    CHECK(world.refusal(AnnulMarriage{kHasan, kMega, "1", world.on, {}, {}}) == "mirror.not_a_couple");
    world.must(NoteDivorce{kTono, kMega, world.on});
    CHECK(world.person(kHasan).marital == Marital::Married);
}

TEST_CASE("an annulled divorce: the wedding counts again and the wife is ISTRI") {
    World world;
    CHECK(world.refusal(AnnulDivorce{kTono, kMega, "3/Pdt.G/2026", world.on, day("2014-12-01")}) == "mirror.not_divorced");
    world.must(NoteDivorce{kTono, kMega, day("2026-10-01")});
    world.must(AnnulDivorce{kTono, kMega, "3/Pdt.G/2026", world.on, day("2014-12-01")});
    CHECK(world.person(kMega).marital == Marital::Married);
    CHECK(world.person(kMega).marital_since == day("2014-12-01"));
    CHECK(world.person(kMega).shdk == Shdk::Istri);
}

TEST_CASE("an adopted child stands as ANAK on the KK of the adopters and keeps the birth parents") {
    World world;
    world.must(Adoption{kRahim, {kTono, kMega}, "7/Pdt.P/2026", day("2026-11-10"), {}});
    CHECK(world.person(kRahim).kk == kWijayaKk);
    CHECK(world.person(kRahim).shdk == Shdk::Anak);
    CHECK(world.person(kRahim).father == "HASAN BASRI");
    CHECK(world.person(kRahim).mother == "SITI AMINAH");
    CHECK(world.mirror.notes().at(kRahim).size() == 2);
    CHECK(world.mirror.household(kHasanKk)->due == "Adoption");
    CHECK(world.mirror.household(kWijayaKk)->due == "Adoption");
    CHECK(world.refusal(Adoption{kFarid, {kTono}, "8", world.on, {}}) == "mirror.not_a_child");
    CHECK(world.refusal(Adoption{kLaila, {kTono, kAminah}, "8", world.on, {}}) == "mirror.not_on_this_kk");
    CHECK(world.refusal(Adoption{kLaila, {kLaila}, "8", world.on, {}}) == "mirror.named_twice");
    CHECK(world.refusal(Adoption{kLaila, {}, "8", world.on, {}}) == "mirror.parents");
}

TEST_CASE("who gives up the citizenship hands in the card and leaves the KK") {
    World world;
    world.must(Renunciation{kTono, "M.HH-1.AH.10.01", day("2026-11-01"), "SINGAPURA", {}});
    const auto* gone = world.mirror.departed(kTono);
    REQUIRE(gone != nullptr);
    CHECK(gone->person.nationality == Nationality::Wna);
    CHECK(gone->person.immigration->country == "SINGAPURA");
    CHECK(gone->person.card == CardState::Withdrawn);
    CHECK(world.person(kMega).shdk == Shdk::KepalaKeluarga);
    CHECK(world.person(kMega).marital == Marital::Married);
    CHECK(world.refusal(ReturnFromAbroad{{{kTono, Shdk::Suami}}, {}, {}}) == "mirror.not_abroad");
    CHECK(world.refusal(Renunciation{kMega, "M.HH-1.AH.10.01", day("2026-11-01"), "", {}}) == "mirror.destination");
}
