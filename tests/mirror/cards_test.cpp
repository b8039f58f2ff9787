// S02 KTP-el, S03 KIA, S08 SKTT, S16 SKPTI, S17 SKPS.

#include "tests/mirror/world.h"

using namespace loket;
using namespace loket::mirror;
using namespace loket::mirror::test;

TEST_CASE("a KTP-el is printed from a ready record, handed over, lost, printed again") {
    World world;
    CHECK(world.refusal(SetCard{kFarid, CardState::Active, ""}) == "mirror.card_order");
    world.must(SetCard{kFarid, CardState::Printed, "baru"});
    CHECK(world.person(kFarid).record_state == RecordState::PrintReadyRecord);
    world.must(SetCard{kFarid, CardState::Active, "baru"});
    CHECK(world.person(kFarid).record_state == RecordState::CardPrinted);
    CHECK(world.refusal(SetCard{kFarid, CardState::Printed, ""}) == "mirror.card_order");  // the old one first
    world.must(SetCard{kFarid, CardState::Lost, "hilang"});
    world.must(SetCard{kFarid, CardState::Printed, "hilang"});
    world.must(SetCard{kFarid, CardState::Damaged, "rusak"});
    world.must(SetCard{kFarid, CardState::Withdrawn, "rusak"});
    CHECK(world.refusal(SetCard{kFarid, CardState::Withdrawn, ""}) == "mirror.card_order");
}

TEST_CASE("no KTP-el before 17 or from an unfinished record") {
    World world;
    CHECK(world.refusal(SetCard{kLaila, CardState::Printed, ""}) == "mirror.not_adult");
    world.on = day("2028-02-01");
    CHECK(world.refusal(SetCard{kLaila, CardState::Printed, ""}) == "mirror.record_not_ready");
}

TEST_CASE("KIA is for those under 17 and never married, and ends by itself at 17") {
    World world;
    CHECK(world.refusal(SetKia{kLaila, true, ""}) == "mirror.nothing_changes");
    world.must(SetKia{kLaila, false, "hilang"});
    world.must(SetKia{kLaila, true, "hilang"});
    CHECK(world.refusal(SetKia{kFarid, true, ""}) == "mirror.kia_age");
    CHECK(world.refusal(SetKia{kMega, true, ""}) == "mirror.kia_married");

    CHECK(lapse(world.mirror, day("2028-01-31")).empty());
    world.on = day("2028-02-01");
    const auto ended = lapse(world.mirror, world.on);
    REQUIRE(count_of<KiaChanged>(ended) == 1);
    REQUIRE(world.commit(ended).ok());
    CHECK_FALSE(world.person(kLaila).kia);
    CHECK(world.person(kRahim).kia);
    world.require_sound();
}

TEST_CASE("SKTT: a foreigner with ITAS is no resident of the balance and goes when the permit runs out") {
    World world;
    Stay stay;
    stay.name = "JOHN SMITH";
    stay.sktt = "2101/SKTT/26112026/0001";
    stay.country = "AUSTRALIA";
    stay.kitas = "2C11AB1234-X";
    stay.born = day("1990-05-05");
    stay.valid_until = day("2027-11-25");
    stay.address = address("21.01.10.2004");
    world.must(RecordStay{stay});
    CHECK(world.mirror.stays().empty());  // the NIK comes from the centre
    world.answer_all();
    REQUIRE(world.mirror.stays().size() == 1);
    const auto number = world.mirror.stays().begin()->first;
    CHECK(number.substr(0, 12) == "210110050590");
    CHECK(world.mirror.residents() == 7);
    CHECK(lampid(world.mirror, world.on, world.on).empty());

    stay.nik = number;  // extended
    stay.valid_until = day("2028-11-25");
    world.must(RecordStay{stay});
    CHECK(world.mirror.stays().size() == 1);
    CHECK(count_of<StayEnded>(lapse(world.mirror, day("2028-11-25"))) == 0);
    CHECK(count_of<StayEnded>(lapse(world.mirror, day("2028-11-26"))) == 1);
    stay.valid_until = day("2026-11-25");
    CHECK(world.refusal(RecordStay{stay}) == "mirror.permit_expired");
    stay.nik = kFarid;
    stay.valid_until = day("2028-11-25");
    CHECK(world.refusal(RecordStay{stay}) == "mirror.nik_taken");
    CHECK(world.refusal(EndStay{kFarid, ""}) == "mirror.no_stay");
    world.must(EndStay{number, "pulang"});
    CHECK(world.mirror.stay(number) == nullptr);
}

TEST_CASE("a foreigner who settles leaves the SKTT behind and comes onto a KK") {
    World world;
    const auto number = nik("1990-05-05", Sex::Male, 77);
    Stay stay;
    stay.nik = number;
    stay.sktt = "1";
    stay.name = "JOHN SMITH";
    stay.born = day("1990-05-05");
    stay.country = "AUSTRALIA";
    stay.kitas = "2C";
    stay.valid_until = day("2027-11-25");
    stay.address = address("21.01.10.2004");
    world.must(RecordStay{stay});
    Resident settled;
    settled.nik = number;
    settled.name = "JOHN SMITH";
    settled.born = day("1990-05-05");
    settled.nationality = Nationality::Wna;
    settled.shdk = Shdk::KepalaKeluarga;
    settled.address = address("21.01.10.2004");
    CHECK(world.refusal(MoveIn{{settled}, {}, {}, {}}) == "mirror.foreigner_without_itap");
    settled.immigration = Immigration{.country = "AUSTRALIA", .passport = "X1", .kitap = "2D21AF0001-X", .valid_until = day("2031-01-01")};
    world.must(MoveIn{{settled}, {}, {}, {}}, {{"kk", "2101102611260001"}});
    CHECK(world.mirror.stay(number) == nullptr);
    CHECK(world.person(number).shdk == Shdk::KepalaKeluarga);
}

TEST_CASE("SKPTI and SKPS are papers of a resident and change no family") {
    World world;
    const auto families = world.mirror.household(kHasanKk)->family;
    world.must(IssueTemporaryPaper{kHasan, PaperKind::Skpti, Hardship::BencanaAlam, "SKPTI/1"});
    world.must(IssueTemporaryPaper{kHasan, PaperKind::Skps, Hardship::BencanaAlam, "SKPS/1"});
    CHECK(world.mirror.papers().at(kHasan).size() == 2);
    CHECK(world.mirror.papers().at(kHasan).front().issued == world.on);
    CHECK(world.mirror.household(kHasanKk)->family == families);
    CHECK(world.refusal(IssueTemporaryPaper{kHasan, PaperKind::Skps, Hardship::BencanaAlam, "SKPS/1"}) == "mirror.nothing_changes");
    CHECK(world.refusal(IssueTemporaryPaper{kHasan, PaperKind::Skps, Hardship::BencanaAlam, ""}) == "mirror.paper_number");
}
