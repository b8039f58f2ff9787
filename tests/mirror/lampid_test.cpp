// LAMPID by month, kecamatan and sex.

#include "tests/mirror/world.h"

using namespace loket;
using namespace loket::mirror;
using namespace loket::mirror::test;

TEST_CASE("LAMPID gathers the days of a period by month and adds up to the residents") {
    World world;
    Birth birth;
    birth.name = "BUDI WIJAYA";
    birth.born = day("2026-11-20");
    birth.mother = kMega;
    world.must(birth, {{"nik", "2101072011260001"}});
    world.on = day("2026-12-02");
    world.must(Death{kRahim, day("2026-11-30"), {}, {}});  // counts in December, when it was registered
    world.must(MoveOut{kHasanKk, {kFarid}, KkOfThoseWhoStay::Tetap, KkOfThoseWhoMove::BuatKkBaru, {}, "KOTA BATAM"});
    world.on = day("2027-01-04");
    world.must(MoveFamily{kWijayaKk, address("21.01.06.1009")});

    const auto rows = lampid(world.mirror, day("2026-11-01"), day("2027-01-31"));
    REQUIRE(rows.size() == 6);
    using std::chrono::year;
    CHECK((rows[0].month == year{2026} / 11 && rows[0].district == "21.01.07" && rows[0].lahir == 1));
    CHECK((rows[1].month == year{2026} / 12 && rows[1].mati == 1 && rows[1].pindah == 1 && rows[1].balance() == -2));
    CHECK((rows[2].district == "21.01.06" && rows[2].sex == Sex::Male && rows[2].datang_dalam == 2));
    CHECK((rows[3].sex == Sex::Female && rows[3].datang_dalam == 1));
    CHECK((rows[4].district == "21.01.07" && rows[4].pindah_dalam == 2));
    CHECK((rows[5].sex == Sex::Female && rows[5].pindah_dalam == 1));
    CHECK(lampid(world.mirror, day("2026-12-01"), day("2026-12-31")).size() == 1);
    CHECK(lampid(world.mirror, day("2026-12-02"), day("2026-12-02")).size() == 1);
    CHECK(lampid(world.mirror, day("2026-12-03"), day("2026-12-31")).empty());
    CHECK(lampid(world.mirror, day("2026-12-31"), day("2026-12-01")).empty());

    CHECK(residents_on(world.mirror, day("2026-11-25")) == world.start.opening());
    CHECK(residents_on(world.mirror, day("2026-11-26")).at({"21.01.07", Sex::Male}) == 2);
    CHECK(residents_on(world.mirror, day("2027-01-04")).at({"21.01.06", Sex::Male}) == 3);
    CHECK(residents_on(world.mirror, day("2027-01-04")).at({"21.01.07", Sex::Male}) == 0);
}

TEST_CASE("counts that were written down add up to the same as the mirror's own") {
    World world;
    world.must(Death{kRahim, world.on, {}, {}});
    world.must(FormFamily{{{kFarid, Shdk::KepalaKeluarga}}, address("21.01.07.1002"), {}}, {{"kk", "2101072611260009"}});
    RegisterOpened opened{world.on, {}};
    for (const auto& [place, count] : world.mirror.opening()) opened.residents.push_back({place.district, place.sex, count});
    MovementsCounted counted{world.on, {}};
    for (const auto& [key, count] : world.mirror.movements()) counted.counts.push_back({key.district, key.sex, key.kind, count});
    Ledger ledger;
    ledger.take(opened);
    ledger.take(counted);
    ledger.take(FamilyCardIssued{world.on, kHasanKk});
    CHECK(ledger.opened == world.on);
    CHECK(lampid(ledger, world.on, world.on) == lampid(world.mirror, world.on, world.on));
    CHECK(residents_on(ledger, world.on) == residents_on(world.mirror, world.on));
}
