// Sticks between a real store and a real ledger.

#include <catch2/catch.hpp>

#include "devices/base/file.h"
#include "tests/store/fixture.h"
#include "workflow/register/ledger/ledger.h"
#include "workflow/sync/carry/carrier.h"
#include "workflow/sync/codes.h"

using namespace loket;
using loket::store::test::TemporaryFolder;

namespace {

const Instant kBoat = from_millis(1'796'000'000'000);

/// An office with its store, and a register, in one folder that disappears.
struct Islands {
    TemporaryFolder folder;
    sync::RegisterKeys keys{store::Key{4}, store::Key{5}};
    sync::SigningKey office_key{store::Key{6}};
    std::unique_ptr<store::Store> office;
    std::unique_ptr<centre::Ledger> ledger;
    SeededRandom random{9};

    Islands() {
        open("office.db");
        auto opened = centre::open_file_ledger(folder / "register.db", store::Key{3});
        REQUIRE(opened);
        ledger = std::move(*opened);
        REQUIRE(ledger->admit(office->identity().uuid, office_key.public_key()));
        REQUIRE(sync::enrol(*office, keys.card()));
    }
    void open(const char* name) {
        auto opened = store::test::open_at(folder / name);
        REQUIRE(opened);
        office = std::move(*opened);
    }
    void write(int count, const char* body = "{}") {
        for (int n = 0; n < count; ++n) {
            store::Batch batch;
            batch.add(store::NewEvent{"case-1", "StepBegun", "rina", body, kBoat + Millis(n)});
            REQUIRE(office->commit(batch));
        }
    }
    sync::Shipment ship() {
        auto made = sync::make_shipment(*office, office_key, kBoat);
        REQUIRE(made);
        REQUIRE(sync::note_shipment(*office, *made));
        return std::move(*made);
    }
    /// What the register makes of it, and its receipt.
    sync::Receipt arrive(ByteView file) {
        const auto batches = sync::open_shipment(file, keys);
        REQUIRE(batches);
        sync::Receipt receipt{.origin = office->identity().uuid, .at = kBoat};
        for (const auto& batch : *batches) {
            const auto answer = centre::push_encoded(*ledger, batch);
            REQUIRE(answer);
            receipt.answer = *answer;
        }
        return receipt;
    }
    sync::Exchange back(const sync::Receipt& receipt) {
        const auto taken = sync::take_receipt(*office, sync::write_receipt(receipt, keys.signing()), kBoat, random);
        REQUIRE(taken);
        return *taken;
    }
    std::int64_t stored() { return ledger->origin(office->identity().uuid).value()->events; }
};

std::string refusal_of(const sync::RegisterKeys& keys, ByteView file) {
    const auto opened = sync::open_shipment(file, keys);
    return opened ? "" : opened.error().code;
}

}  // namespace

TEST_CASE("stick: there and back, again and late, without a doubled event") {
    Islands islands;
    islands.write(1200);
    const auto first = islands.ship();
    CHECK(first.events == 1200);
    CHECK_FALSE(first.more);
    islands.write(5);
    const auto second = islands.ship();  // the first is still on the boat
    CHECK(second.events == 1205);
    const auto late = islands.arrive(first.file);
    CHECK(islands.stored() == 1200);
    (void)islands.arrive(first.file);
    const auto receipt = islands.arrive(second.file);
    (void)islands.arrive(first.file);
    CHECK(islands.stored() == 1205);
    CHECK(islands.back(receipt).progress.acked.seq == 1205);
    CHECK(islands.back(late).progress.acked.seq == 1205);
    CHECK(islands.ship().events == 0);
    const auto events = islands.ledger->events(islands.office->identity().uuid, 1).value();
    REQUIRE(events.size() == 1205);
    const auto own = islands.office->events(1, 2000).value();
    for (std::size_t n = 0; n < events.size(); ++n) {
        CHECK(events[n].uid == own[n].uid);
        CHECK(events[n].hash == own[n].hash);
        CHECK(events[n].body == own[n].body);
    }
}

TEST_CASE("stick: what it remembers outlives the process") {
    Islands islands;
    islands.write(7);
    const auto made = islands.ship();
    (void)islands.back(islands.arrive(made.file));
    islands.write(2);
    islands.office.reset();
    islands.open("office.db");
    const auto status = sync::status_of(*islands.office).value();
    CHECK(status.enrolled);
    CHECK(status.head == 9);
    CHECK(status.waiting == 2);
    CHECK(status.since == kBoat);
    CHECK(status.exchange.exported == 7);
    CHECK(status.exchange.exported_at == kBoat);
    CHECK(status.code.empty());
}

TEST_CASE("stick: nobody else opens it, and any damage is refused whole") {
    Islands islands;
    islands.write(20);
    const auto file = islands.ship().file;
    CHECK(as_text(file).find("StepBegun") == std::string_view::npos);
    CHECK(refusal_of(sync::RegisterKeys{store::Key{4}, store::Key{8}}, file) == sync::kSignature);
    for (std::size_t at = 0; at < file.size(); at += 7) {
        auto changed = file;
        changed[at] ^= 1;
        CAPTURE(at);
        CHECK_FALSE(refusal_of(islands.keys, changed).empty());
        CHECK_FALSE(refusal_of(islands.keys, ByteView(file).first(at)).empty());
    }
    auto longer = file;
    longer.push_back(0);
    CHECK(refusal_of(islands.keys, longer) == sync::kShape);
    CHECK(islands.stored() == 0);
}

TEST_CASE("stick: strangers, forged signatures and foreign receipts are refused") {
    Islands islands;
    islands.write(3);
    const sync::SigningKey thief(store::Key{66});
    const auto forged = sync::make_shipment(*islands.office, thief, kBoat).value();
    const auto batches = sync::open_shipment(forged.file, islands.keys).value();
    CHECK(centre::push_encoded(*islands.ledger, batches.front()).error().code == sync::kSignature);
    CHECK(islands.ledger->admit(islands.office->identity().uuid, thief.public_key()).error().code == "sync.other_key");
    auto receipt = islands.arrive(islands.ship().file);
    const auto code_of_receipt = [&](const Bytes& file) { return sync::take_receipt(*islands.office, file, kBoat, islands.random).error().code; };
    CHECK(code_of_receipt(sync::write_receipt(receipt, thief)) == sync::kSignature);
    receipt.origin = std::string(32, 'a');
    CHECK(code_of_receipt(sync::write_receipt(receipt, islands.keys.signing())) == "sync.wrong_place");
    CHECK(sync::enrol(*islands.office, sync::RegisterKeys(store::Key{1}, store::Key{2}).card()).error().code == "sync.other_key");
    const auto stranger = centre::open_file_ledger(islands.folder / "other.db", store::Key{3}).value()->origin(islands.office->identity().uuid).value();
    CHECK_FALSE(stranger);
}

TEST_CASE("stick: a restored disk is found out, starts a new epoch, and what both wrote arrives once") {
    Islands islands;
    islands.write(10);
    (void)islands.back(islands.arrive(islands.ship().file));
    islands.office.reset();
    std::filesystem::copy_file(islands.folder / "office.db", islands.folder / "copy.db");
    islands.open("office.db");
    islands.write(5);
    (void)islands.back(islands.arrive(islands.ship().file));
    CHECK(islands.stored() == 15);

    islands.open("copy.db");
    islands.write(3, R"({"after":"the restore"})");
    const auto fork = islands.arrive(islands.ship().file);
    CHECK(fork.answer.verdict == sync::Verdict::Fork);
    CHECK(islands.stored() == 15);
    CHECK(islands.back(fork).standing.stopped);
    CHECK(sync::make_shipment(*islands.office, islands.office_key, kBoat).error().code == sync::kFork);
    CHECK(sync::status_of(*islands.office).value().code == sync::kFork);

    auto exchange = sync::load_exchange(*islands.office).value();
    CHECK(sync::new_epoch(*islands.office, exchange, 0).value() == 2);
    CHECK(islands.office->identity().epoch == 2);
    islands.write(2);
    CHECK(islands.arrive(islands.ship().file).answer.code == sync::kQuarantined);
    REQUIRE(islands.ledger->release(islands.office->identity().uuid));
    const auto receipt = islands.arrive(islands.ship().file);
    CHECK(receipt.answer.verdict == sync::Verdict::Ack);
    CHECK(islands.back(receipt).progress.acked.seq == 15);
    CHECK(islands.stored() == 20);  // 15 of the old disk, 3 and 2 of the new one

    islands.open("office.db");  // the old disk turns up again
    islands.write(1);
    CHECK(islands.arrive(islands.ship().file).answer.code == sync::kOldEpoch);
}

TEST_CASE("stick: a register that has nothing any more is told everything again") {
    Islands islands;
    islands.write(8);
    (void)islands.back(islands.arrive(islands.ship().file));
    islands.write(2);
    islands.ledger = std::move(centre::open_file_ledger(islands.folder / "new.db", store::Key{3}).value());
    REQUIRE(islands.ledger->admit(islands.office->identity().uuid, islands.office_key.public_key()));
    const auto gap = islands.arrive(islands.ship().file);
    CHECK(gap.answer.verdict == sync::Verdict::Gap);
    CHECK(islands.back(gap).progress.acked.seq == 0);
    CHECK(islands.arrive(islands.ship().file).answer.at.seq == 10);
    CHECK(islands.stored() == 10);
}

TEST_CASE("card: what it says is read again, anything else is refused") {
    const sync::RegisterKeys keys(store::Key{1}, store::Key{2});
    CHECK(sync::read_card(to_json(keys.card())).value() == keys.card());
    const sync::Card office{.origin = std::string(32, 'b'), .key = keys.card().key};
    CHECK(sync::read_card(to_json(office)).value() == office);
    CHECK(sync::spoken(office) != sync::spoken(keys.card()));
    CHECK(sync::spoken(office).size() == 19);
    for (const auto* text : {"", "{}", "[]", R"({"loket":"office","origin":"x","key":"00"})", R"({"loket":"queen"})"}) CHECK_FALSE(sync::read_card(text));
}
