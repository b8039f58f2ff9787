// What every home of a store must keep to beside the cases of the other files; cases marked "[contract]" run on a PostgreSQL, too.

#include "devices/base/wait.h"
#include "tests/store/fixture.h"

using namespace loket;
using namespace loket::store;
using namespace loket::store::test;

namespace {

const Bytes kFace(70'000, 0x5C);

/// Everything a day leaves behind, in one store.
void work_a_day(Store& store) {
    for (int n = 1; n <= 30; ++n) {
        Batch batch;
        batch.add(event_number(n, fmt::format("case-{}", n % 4))).add(audit_number(n));
        batch.put(CaseRow{.case_id = fmt::format("c{}", n), .resi = n % 3 == 0 ? "" : fmt::format("R{}", n), .nik = "n", .service = "KTP", .state = "OPEN", .step = "1", .closed = n % 2 == 0});
        batch.put(resident_number(n, fmt::format("NAMA KE{}", n))).put(CardRow{fmt::format("S{}", n), "u", "n", fmt::format("c{}", n), "printed", from_millis(n)});
        if (n % 10 == 0) batch.add_blob("photo", Bytes(10'000, static_cast<std::uint8_t>(n)));
        REQUIRE(store.commit(batch));
    }
    Batch whole;
    whole.put(FamilyRow{"k", "n", "{}"}).put(OfficerRow{"o", "{}"}).put_meta("acked", "3");
    whole.add_blob("face", kFace);
    REQUIRE(store.commit(whole));
    REQUIRE(store.seal(SealKey(test_key(9)), from_millis(5)));
    REQUIRE(store.save_checkpoint({store.event_head(), "{}"}));
}

}  // namespace

TEST_CASE("erased content is there no more, its erasure is in the audit, and taking away nothing writes nothing", "[contract]") {
    const TemporaryFolder folder;
    const auto store = opened(folder / "store.db");
    const Erasure erasure{sha256(kFace), "SISTEM:loket", "retention.biometrics", from_millis(1'700'000'000'000)};
    REQUIRE(store->commit(Batch().erase(erasure)));
    CHECK(store->audits(1).value().empty());
    Batch batch;
    batch.add_blob("face", kFace);
    REQUIRE(store->commit(batch));
    CHECK(store->blob_state(sha256(kFace)).value() == BlobState::Kept);
    REQUIRE(store->commit(Batch().erase(erasure)));
    CHECK(store->blob_state(sha256(kFace)).value() == BlobState::Erased);
    CHECK_FALSE(store->blob(sha256(kFace)).value());
    CHECK(store->latest_audits(to_hex(sha256(kFace)), 1).value().front().action == "erased");
    REQUIRE(store->scrub());
    CHECK(store->verify().value().sound());
}

TEST_CASE("cards and residents are walked in order, while more are written", "[contract]") {
    const TemporaryFolder folder;
    const auto store = opened(folder / "store.db");
    REQUIRE(store->import_residents([](const Store::Import& put) -> Status {
        for (int n = 0; n < 1234; ++n) LOKET_TRY(put(resident_number(n, "NAMA")));
        return {};
    }));
    std::string last;
    int seen = 0;
    REQUIRE(store->each_resident([&](const ResidentRow& row) -> Status {
        CHECK(row.nik > last);
        last = row.nik;
        return ++seen % 100 == 0 ? store->commit(Batch().put(CardRow{fmt::format("S{:04}", seen), "u", row.nik, "c", "active", from_millis(seen)})).ok() ? Status{} : Status{internal("refused")} : Status{};
    }));
    CHECK(seen == 1234);
    std::vector<std::string> serials;
    const auto stopped = store->each_card([&](const CardRow& row) -> Status {
        serials.push_back(row.serial);
        return serials.size() < 5 ? Status{} : Status{Error{Fault::Cancelled, "enough"}};
    });
    CHECK(stopped.error().fault == Fault::Cancelled);
    CHECK(serials == std::vector<std::string>{"S0100", "S0200", "S0300", "S0400", "S0500"});
    CHECK(store->cards_of(store->card("S0300").value()->nik).value().size() == 1);
    CHECK(code_of(store->commit(Batch().put(CardRow{"S", "u", "n", "c", "no such state", {}}))) == "store.conflict");
}

TEST_CASE("a station's copy follows commit by commit to the same chains, and refuses one out of order", "[contract]") {
    const TemporaryFolder folder;
    const auto induk = opened(folder / "induk.db");
    REQUIRE(induk->share());
    {
        auto copy = induk->copy_to(folder / "station.db", test_key());
        REQUIRE(copy);
        while (!(*copy)->step(1).value()) {}
    }
    SeededRandom random(3);
    auto station = Store::open({.path = folder / "station.db", .key = test_key()}, random).value();  // stations keep theirs in a file
    REQUIRE(station->set_follows(true));
    CHECK(code_of(station->commit(one_event(1))) == "lan.station");
    work_a_day(*induk);
    const auto told = induk->shared_after(0, 64u << 20).value();
    REQUIRE(told.size() == 31);
    CHECK(code_of(station->apply(told[1])) == kGap);
    for (const auto& entry : told) REQUIRE(station->apply(entry));
    CHECK(station->event_head() == induk->event_head());
    CHECK(station->audit_head() == induk->audit_head());
    CHECK(station->blob(sha256(kFace)).value()->content == kFace);
    CHECK(induk->shared_number(told[4].id).value() == 5);
    CHECK(code_of(station->apply(told.back())) == kGap);
}

TEST_CASE("what is set aside is kept over a start, refused and forgotten", "[contract]") {
    const TemporaryFolder folder;
    {
        const auto store = opened(folder / "store.db");
        for (const auto* id : {"a", "b"}) {
            AsideEntry entry;
            entry.id = id;
            entry.base = 7;
            entry.batch.add(event_number(1));
            entry.batch.add_blob("face", kFace);
            REQUIRE(store->put_aside(entry));
        }
        CHECK(code_of(store->put_aside({.id = "a"})) == "store.conflict");
        REQUIRE(store->refuse_aside("a", "case.closed"));
        REQUIRE(store->forget_aside("b"));
    }
    const auto kept = opened(folder / "store.db")->aside().value();
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].refused == "case.closed");
    CHECK(kept[0].batch.events().front().body == event_number(1).body);
    CHECK(kept[0].batch.blobs().front().blob.content == kFace);
}

TEST_CASE("a copy of a running store opens by itself as a file, is sound, and is the store", "[contract]") {
    const TemporaryFolder folder;
    const auto store = opened(folder / "store.db");
    work_a_day(*store);
    {
        auto copy = store->copy_to(folder / "copy.db", test_key()).value();
        CHECK_FALSE(copy->step(1).value());
        CHECK_FALSE(std::filesystem::exists(folder / "copy.db"));
        while (!copy->step(50).value()) {}
    }
    SeededRandom random(3);
    const auto copied = Store::open({.path = folder / "copy.db", .key = test_key()}, random).value();
    CHECK(copied->identity().uuid == store->identity().uuid);
    CHECK(copied->event_head() == store->event_head());
    CHECK(copied->audit_head() == store->audit_head());
    const auto report = copied->verify().value();
    CHECK(report.sound());
    CHECK((report.events == 30 && report.audits == 30 && report.blobs == 4 && report.seals == 1));
    CHECK(copied->open_cases().value() == store->open_cases().value());
    CHECK(copied->search_residents("ke7").value() == store->search_residents("ke7").value());
    CHECK(copied->checkpoint().value()->doc == "{}");
    {
        auto given_up = store->copy_to(folder / "half.db", test_key()).value();
        CHECK_FALSE(given_up->step(1).value());
    }
    CHECK_FALSE(std::filesystem::exists(folder / "half.db"));
    CHECK_FALSE(std::filesystem::exists(folder / "half.db.part"));
}
