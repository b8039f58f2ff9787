// S01 Kartu Keluarga: who is on which KK, and as what.

#include "tests/mirror/world.h"

using namespace loket;
using namespace loket::mirror;
using namespace loket::mirror::test;

TEST_CASE("pisah KK: a grown son gets a KK of his own once the centre gives the number") {
    World world;
    const auto planned = world.must(FormFamily{{{kFarid, Shdk::KepalaKeluarga}}, {}, {}});
    REQUIRE(count_of<EffectWaiting>(planned) == 1);
    REQUIRE(count_of<NumberRequested>(planned) == 1);
    CHECK(planned.size() == 2);
    CHECK(world.person(kFarid).kk == kHasanKk);  // nothing happens without a number
    const auto& request = world.mirror.waiting().at(world.reference()).requests.front();
    CHECK(request.slot == "kk");
    CHECK(request.district == "21.01.06");

    world.answer_all();
    world.require_sound();
    CHECK(world.mirror.waiting().empty());
    CHECK(world.family_of(kFarid).members.size() == 1);
    CHECK(world.person(kFarid).shdk == Shdk::KepalaKeluarga);
    CHECK(world.family_of(kHasan).members.size() == 4);
    CHECK(world.mirror.household(kHasanKk)->due == "FormFamily");           // those who stay get a changed KK
    CHECK(world.mirror.household_of(kFarid)->due == "FormFamily");          // and the new one is not printed yet
    world.must(IssueFamilyCard{kHasanKk});
    CHECK(world.mirror.household(kHasanKk)->due.empty());
}

TEST_CASE("a number that is at hand makes the KK at once") {
    World world;
    const auto planned = world.must(FormFamily{{{kFarid, Shdk::KepalaKeluarga}}, address("21.01.07.1002"), {}}, {{"kk", "2101072611260009"}});
    CHECK(count_of<EffectWaiting>(planned) == 0);
    CHECK(world.person(kFarid).kk == "2101072611260009");
    CHECK(world.person(kFarid).address.village == "21.01.07.1002");
    const auto rows = lampid(world.mirror, world.on, world.on);  // Bintan Timur to Bintan Utara: both kecamatan count it
    REQUIRE(rows.size() == 2);
    CHECK((rows[0].district == "21.01.06" && rows[0].pindah_dalam == 1 && rows[0].pindah == 0 && rows[0].balance() == -1));
    CHECK((rows[1].district == "21.01.07" && rows[1].datang_dalam == 1 && rows[1].datang == 0 && rows[1].balance() == 1));
}

TEST_CASE("who may not form a KK is told why") {
    World world;
    CHECK(world.refusal(FormFamily{{{kLaila, Shdk::KepalaKeluarga}}, {}, {}}) == "mirror.head_minor");
    CHECK(world.refusal(FormFamily{{{kFarid, Shdk::Anak}}, {}, {}}) == "mirror.heads");
    CHECK(world.refusal(FormFamily{{{kFarid, Shdk::KepalaKeluarga}, {kFarid, Shdk::Anak}}, {}, {}}) == "mirror.named_twice");
    CHECK(world.refusal(FormFamily{{{kFarid, Shdk::KepalaKeluarga}, {kMega, Shdk::Istri}}, {}, {}}) == "mirror.spouse_status");
    CHECK(world.refusal(FormFamily{{{kTono, Shdk::KepalaKeluarga}, {kMega, Shdk::Istri}}, {}, {}}) == "mirror.nothing_changes");
    CHECK(world.refusal(FormFamily{{{kFarid, Shdk::KepalaKeluarga}}, address("21.71.01.1001"), {}}) == "mirror.outside_regency");
    CHECK(world.refusal(FormFamily{{{"2101060101010404", Shdk::KepalaKeluarga}}, {}, {}}) == "mirror.unknown_person");
    CHECK(world.refusal(FormFamily{{{kFarid, Shdk::KepalaKeluarga}}, {}, {}}, {{"kk", kWijayaKk}}) == "mirror.number_taken");
    CHECK(world.refusal(FormFamily{{{kFarid, Shdk::KepalaKeluarga}}, {}, {}}, {{"kk", "12"}}) == "mirror.number_shape");
}

TEST_CASE("numpang KK: a nephew joins the Wijayas, and the last one out closes a KK") {
    World world;
    world.must(JoinFamily{kWijayaKk, {{kFarid, Shdk::FamiliLain}}, {}});
    CHECK(world.family_of(kTono).members.back().nik == kFarid);
    CHECK(world.person(kFarid).address == world.person(kTono).address);
    CHECK(world.refusal(JoinFamily{kWijayaKk, {{kFarid, Shdk::FamiliLain}}, {}}) == "mirror.on_this_kk");
    CHECK(world.refusal(JoinFamily{kWijayaKk, {{kRahim, Shdk::KepalaKeluarga}}, {}}) == "mirror.heads");
    CHECK(world.refusal(JoinFamily{"2101060101010404", {{kRahim, Shdk::Anak}}, {}}) == "mirror.unknown_kk");

    world.must(JoinFamily{kHasanKk, {{kTono, Shdk::FamiliLain}, {kMega, Shdk::FamiliLain}, {kFarid, Shdk::Anak}}, {}});
    CHECK(world.mirror.household(kWijayaKk) == nullptr);
    CHECK(world.mirror.families() == 1);
}

TEST_CASE("ganti kepala keluarga: the wife takes over, the number follows from the centre") {
    World world;
    world.must(ReplaceHead{kHasanKk, kAminah, {}});
    CHECK(world.family_of(kHasan).members.front().nik == kAminah);
    CHECK(world.person(kHasan).shdk == Shdk::Suami);
    CHECK(world.person(kLaila).shdk == Shdk::Anak);
    CHECK(world.family_of(kHasan).kk == kHasanKk);  // until the centre answers (UU 23/2006 Pasal 61(3))
    world.answer_all();
    world.require_sound();
    CHECK(world.family_of(kHasan).kk != kHasanKk);
    CHECK(world.mirror.present_kk(kHasanKk) == world.person(kRahim).kk);
    CHECK(world.mirror.household(kHasanKk) == world.mirror.household_of(kAminah));  // the old number still finds the family
    CHECK(world.refusal(ReplaceHead{kHasanKk, kAminah, {}}) == "mirror.nothing_changes");
    CHECK(world.refusal(ReplaceHead{kHasanKk, kLaila, {}}) == "mirror.head_minor");
    CHECK(world.refusal(ReplaceHead{kHasanKk, kTono, {}}) == "mirror.not_on_this_kk");
}

TEST_CASE("an office may keep the KK number when the head changes") {
    World world;
    const PlanContext keeping{.on = world.on, .reference = "x", .numbers = {}, .new_head_new_number = false};
    const auto planned = plan(world.mirror, ReplaceHead{kHasanKk, kFarid, {}}, keeping);
    REQUIRE(planned.ok());
    CHECK(count_of<NumberRequested>(*planned) == 0);
    REQUIRE(world.commit(planned).ok());
    world.require_sound();
    CHECK(world.person(kFarid).kk == kHasanKk);
    CHECK(world.person(kHasan).shdk == Shdk::OrangTua);
    CHECK(world.person(kAminah).shdk == Shdk::OrangTua);
    CHECK(world.person(kRahim).shdk == Shdk::FamiliLain);  // a brother
}

TEST_CASE("perubahan data changes what is given and nothing else") {
    World world;
    DataChange change;
    change.name = "FARID HASAN BASRI";
    change.education = 8;
    world.must(ChangeData{kFarid, change});
    CHECK(world.person(kFarid).name == "FARID HASAN BASRI");
    CHECK(world.person(kFarid).education == 8);
    CHECK(world.person(kFarid).mother == "SITI AMINAH");
    CHECK(world.mirror.household(kHasanKk)->due == "ChangeData");
    CHECK(world.refusal(ChangeData{kFarid, change}) == "mirror.nothing_changes");
    change.name = "F4RID";
    CHECK(world.refusal(ChangeData{kFarid, change}) == "name.digit");
    DataChange code;
    code.education = 11;
    CHECK(world.refusal(ChangeData{kFarid, code}) == "mirror.code_table");
    DataChange younger;
    younger.born = day("2015-03-02");
    DataChange unborn;
    unborn.born = day("2036-01-01");
    CHECK(world.refusal(ChangeData{kTono, unborn}) == "mirror.date");
    world.must(ReplaceHead{kHasanKk, kFarid, {}});
    CHECK(world.refusal(ChangeData{kFarid, younger}) == "mirror.head_minor");  // a head cannot turn out to be a child
}

TEST_CASE("a corrected sex moves one resident from one column to the other") {
    World world;
    DataChange change;
    change.sex = Sex::Male;
    world.must(ChangeData{kLaila, change});
    const auto rows = lampid(world.mirror, world.on, world.on);
    REQUIRE(rows.size() == 2);
    CHECK((rows[0].sex == Sex::Male && rows[0].koreksi == 1));
    CHECK((rows[1].sex == Sex::Female && rows[1].koreksi == -1));
    CHECK(world.refusal(ChangeData{kMega, change}) == "mirror.spouse_sex");
}

TEST_CASE("a wedding: statuses change, KIA ends, then the couple forms a KK") {
    World world;
    CHECK(world.refusal(NoteMarriage{kFarid, kMega, world.on}) == "mirror.already_married");
    CHECK(world.refusal(NoteMarriage{kFarid, kLaila, world.on}) == "mirror.too_young");
    CHECK(world.refusal(NoteMarriage{kLaila, kFarid, world.on}) == "mirror.not_a_couple");
    CHECK(world.refusal(NoteMarriage{kFarid, kLaila, day("2026-11-27")}) == "mirror.date");
    // A relative of the same age as Laila, with the leave of a court.
    world.must(NoteMarriage{kFarid, kLaila, world.on, true, true});
    CHECK(world.person(kLaila).marital == Marital::Married);
    CHECK_FALSE(world.person(kLaila).kia);
    world.must(FormFamily{{{kFarid, Shdk::KepalaKeluarga}, {kLaila, Shdk::Istri}}, {}, {}}, {{"kk", "2101062611260009"}});
    CHECK(world.person(kLaila).shdk == Shdk::Istri);
}

TEST_CASE("a divorce leaves the one who is not the head on the KK as LAINNYA") {
    World world;
    world.must(NoteDivorce{kTono, kMega, day("2026-10-01")});
    CHECK(world.person(kTono).marital == Marital::Divorced);
    CHECK(world.person(kMega).marital == Marital::Divorced);
    CHECK(world.person(kMega).marital_since == day("2026-10-01"));
    CHECK(world.person(kMega).shdk == Shdk::Lainnya);
    CHECK(world.refusal(NoteDivorce{kTono, kMega, day("2026-10-01")}) == "mirror.not_married");
    CHECK(world.refusal(NoteDivorce{kHasan, kHasan, day("2026-10-01")}) == "mirror.not_a_couple");
}

TEST_CASE("a family moves inside the regency without SKPWNI") {
    World world;
    world.must(MoveFamily{kHasanKk, address("21.01.08.2001")});
    for (const auto& member : world.family_of(kHasan).members) CHECK(member.address.village == "21.01.08.2001");
    CHECK(world.family_of(kHasan).kk == kHasanKk);
    CHECK(residents_on(world.mirror, world.on).at({"21.01.08", Sex::Male}) == 3);
    CHECK(residents_on(world.mirror, world.on).at({"21.01.06", Sex::Male}) == 0);
    CHECK(world.refusal(MoveFamily{kHasanKk, address("21.01.08.2001")}) == "mirror.nothing_changes");
    CHECK(world.refusal(MoveFamily{kHasanKk, address("Bintan")}) == "mirror.village");
}

TEST_CASE("a number that is held for an effect makes the KK at once, for that effect only, those who stay have theirs with it") {
    World world;
    const std::string kHeld = "2101062611260009";
    evolve(world.mirror, NumberHeld{world.on, "BTN-1", "kk", kHeld});
    CHECK(world.mirror.held("BTN-1").at("kk") == kHeld);
    CHECK(world.mirror.held("BTN-2").empty());
    CHECK(world.mirror.number_given(NumberKind::Kk, kHeld, "BTN-2"));
    CHECK_FALSE(world.mirror.number_given(NumberKind::Kk, kHeld, "BTN-1"));
    CHECK(plan(world.mirror, FormFamily{{{kFarid, Shdk::KepalaKeluarga}}, {}, {}}, {world.on, "BTN-2", {{"kk", kHeld}}}).error().code == "mirror.number_taken");
    FormFamily split{{{kFarid, Shdk::KepalaKeluarga}}, {}, {}};
    split.issued = split.rest_issued = true;
    const auto planned = plan(world.mirror, split, {world.on, "BTN-1", {}});
    REQUIRE(planned);
    CHECK(count_of<EffectWaiting>(*planned) == 0);
    evolve(world.mirror, *planned);
    CHECK(world.person(kFarid).kk == kHeld);
    CHECK(world.mirror.household(kHeld)->due.empty());
    CHECK(world.mirror.household(kHasanKk)->due.empty());
}
