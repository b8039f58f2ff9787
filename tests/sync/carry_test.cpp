// Sticks between a real store and a real ledger.

#include <catch2/catch.hpp>

#include "devices/base/file.h"
#include "tests/store/fixture.h"
#include "workflow/register/ledger/ledger.h"
#include "workflow/register/gateway/packet_files.h"
#include "workflow/register/sticks/counter.h"
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
    sync::SealingKey box{sync::stick_seed(store::Key{6})};
    SystemClock clock;
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
    /// A stick with everything that waits.
    Bytes ship(std::int64_t events = -1) {
        Bytes file;
        const sync::PacketBox none(folder / "packets");
        const auto made = sync::write_shipment({sync::at_hand(*office), none, office_key, box}, to(file), kBoat);
        REQUIRE(made);
        if (events >= 0) CHECK(made->events == events);
        CHECK_FALSE(made->more);
        REQUIRE(sync::note_shipment(*office, *made));
        return file;
    }
    [[nodiscard]] centre::Counter counter() { return centre::Counter({*ledger, nullptr, std::make_shared<centre::PacketFiles>(folder / "taken"), keys, clock}); }
    /// What the register makes of it.
    centre::Arrival arrive(const Bytes& file) {
        const auto arrival = counter().take_in(from(file));
        REQUIRE(arrival);
        return *arrival;
    }
    std::string refusal_of(const Bytes& file) {
        const auto taken = counter().take_in(from(file));
        return taken ? "" : taken.error().code;
    }
    Bytes answer(const centre::Arrival& arrival) {
        Bytes file;
        REQUIRE(counter().hand_out(arrival, to(file)));
        return file;
    }
    Result<sync::BroughtBack> take(const Bytes& receipt) {
        sync::Packer packer([this](const auto& work) { return work(*office); }, {}, office_key, folder / "packets");
        REQUIRE(packer.begin(*office));
        return sync::take_receipt(sync::at_hand(*office), packer, box, from(receipt), kBoat, random);
    }
    sync::Exchange back(const centre::Arrival& arrival) {
        const auto taken = take(answer(arrival));
        REQUIRE(taken);
        return taken->exchange;
    }
    static sync::StickWriter::Sink to(Bytes& file) {
        return [&file](ByteView bytes) { file.insert(file.end(), bytes.begin(), bytes.end()); return Status{}; };
    }
    static sync::OpenSource from(const Bytes& file) {
        return [&file]() -> Result<sync::Source> {
            return sync::Source([&file, at = std::size_t{0}](std::size_t count) mutable -> Result<Bytes> {
                const auto begin = file.begin() + static_cast<std::ptrdiff_t>(std::min(at, file.size()));
                at = std::min(at + count, file.size());
                return Bytes(begin, file.begin() + static_cast<std::ptrdiff_t>(at));
            });
        };
    }
    std::int64_t stored() { return ledger->origin(office->identity().uuid).value()->events; }
};

}  // namespace

TEST_CASE("stick: there and back, again and late, without a doubled event") {
    Islands islands;
    islands.write(1200);
    const auto first = islands.ship(1200);
    islands.write(5);
    const auto second = islands.ship(1205);  // the first is still on the boat
    const auto late = islands.arrive(first);
    CHECK(late.fresh == 1200);
    CHECK(islands.arrive(first).fresh == 0);
    const auto arrival = islands.arrive(second);
    CHECK(arrival.fresh == 5);
    (void)islands.arrive(first);
    CHECK(islands.stored() == 1205);
    CHECK(islands.back(arrival).progress.acked.seq == 1205);
    CHECK(islands.back(late).progress.acked.seq == 1205);
    CHECK(islands.arrive(islands.ship(0)).fresh == 0);
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
    (void)islands.back(islands.arrive(islands.ship()));
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

TEST_CASE("stick: nobody else opens it, and any damage is refused whole, either way") {
    Islands islands;
    islands.write(20);
    const auto file = islands.ship();
    CHECK(as_text(file).find("StepBegun") == std::string_view::npos);
    CHECK(as_text(file).find(islands.office->identity().uuid) == std::string_view::npos);
    const sync::RegisterKeys others{store::Key{4}, store::Key{8}};
    const auto elsewhere = centre::Counter({*islands.ledger, nullptr, std::make_shared<centre::PacketFiles>(islands.folder / "taken"), others, islands.clock}).take_in(Islands::from(file));
    CHECK(elsewhere.error().code == sync::kOtherReader);
    auto foreign = islands.counter().take_in(Islands::from(file)).value();
    foreign.head.origin = std::string(32, 'a');
    CHECK(islands.take(islands.answer(foreign)).error().code == "sync.wrong_place");
    islands.ledger = std::move(centre::open_file_ledger(islands.folder / "fresh.db", store::Key{3}).value());
    REQUIRE(islands.ledger->admit(islands.office->identity().uuid, islands.office_key.public_key()));
    for (std::size_t at = 0; at < file.size(); at += 7) {
        auto changed = file;
        changed[at] ^= 1;
        CAPTURE(at);
        CHECK_FALSE(islands.refusal_of(changed).empty());
        CHECK_FALSE(islands.refusal_of(Bytes(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(at))).empty());
    }
    auto longer = file;
    longer.push_back(0);
    CHECK(islands.refusal_of(longer) == sync::kShape);
    CHECK(islands.stored() == 0);
    const auto answer = islands.answer(islands.arrive(file));
    for (std::size_t at = 0; at < answer.size(); ++at) {
        auto changed = answer;
        changed[at] ^= 1;
        CAPTURE(at);
        CHECK_FALSE(islands.take(changed));
        CHECK_FALSE(islands.take(Bytes(answer.begin(), answer.begin() + static_cast<std::ptrdiff_t>(at))));
    }
    CHECK(sync::load_exchange(*islands.office).value().progress.acked.seq == 0);
    CHECK(islands.take(answer).value().exchange.progress.acked.seq == 20);
}

TEST_CASE("stick: strangers and forged signatures are refused, batches of another office too") {
    Islands islands;
    islands.write(3);
    const sync::SigningKey thief(store::Key{66});
    const sync::PacketBox none(islands.folder / "packets");
    Bytes forged;
    REQUIRE(sync::write_shipment({sync::at_hand(*islands.office), none, thief, islands.box}, Islands::to(forged), kBoat));
    CHECK(islands.refusal_of(forged) == sync::kSignature);
    CHECK(islands.ledger->admit(islands.office->identity().uuid, thief.public_key()).error().code == "sync.other_key");
    const auto arrival = islands.arrive(islands.ship());
    const sync::ReceiptHead head{islands.office->identity().uuid, kBoat, arrival.answer};
    const auto written_by = [&](const sync::SigningKey& key, std::string_view purpose) {
        Bytes file;
        sync::StickWriter writer(sync::StickKind::Receipt, islands.box.public_key(), Islands::to(file));
        REQUIRE(writer.add(sync::FrameKind::Head, sync::signed_letter(encode(head), purpose, key)));
        REQUIRE(writer.finish());
        return file;
    };
    CHECK(islands.take(written_by(thief, sync::kReceiptPurpose)).error().code == sync::kSignature);
    CHECK(islands.take(written_by(islands.keys.signing(), sync::kShipmentPurpose)).error().code == sync::kSignature);
    CHECK(islands.take(written_by(islands.keys.signing(), sync::kReceiptPurpose)));
    CHECK(sync::enrol(*islands.office, sync::RegisterKeys(store::Key{1}, store::Key{2}).card()).error().code == "sync.other_key");
    islands.ledger = std::move(centre::open_file_ledger(islands.folder / "other.db", store::Key{3}).value());
    CHECK(islands.refusal_of(islands.ship()) == sync::kUnknownOrigin);
}

TEST_CASE("stick: a restored disk is found out, starts a new epoch, and what both wrote arrives once") {
    Islands islands;
    islands.write(10);
    (void)islands.back(islands.arrive(islands.ship()));
    islands.office.reset();
    std::filesystem::copy_file(islands.folder / "office.db", islands.folder / "copy.db");
    islands.open("office.db");
    islands.write(5);
    (void)islands.back(islands.arrive(islands.ship()));
    CHECK(islands.stored() == 15);

    islands.open("copy.db");
    islands.write(3, R"({"after":"the restore"})");
    const auto fork = islands.arrive(islands.ship());
    CHECK(fork.answer.verdict == sync::Verdict::Fork);
    CHECK(islands.stored() == 15);
    CHECK(islands.back(fork).standing.stopped);
    Bytes nothing;
    const sync::PacketBox none(islands.folder / "packets");
    CHECK(sync::write_shipment({sync::at_hand(*islands.office), none, islands.office_key, islands.box}, Islands::to(nothing), kBoat).error().code == sync::kFork);
    CHECK(sync::status_of(*islands.office).value().code == sync::kFork);

    auto exchange = sync::load_exchange(*islands.office).value();
    CHECK(sync::new_epoch(*islands.office, exchange, 0).value() == 2);
    CHECK(islands.office->identity().epoch == 2);
    islands.write(2);
    CHECK(islands.arrive(islands.ship()).answer.code == sync::kQuarantined);
    REQUIRE(islands.ledger->release(islands.office->identity().uuid));
    const auto receipt = islands.arrive(islands.ship());
    CHECK(receipt.answer.verdict == sync::Verdict::Ack);
    CHECK(islands.back(receipt).progress.acked.seq == 15);
    CHECK(islands.stored() == 20);  // 15 of the old disk, 3 and 2 of the new one

    islands.open("office.db");  // the old disk turns up again
    islands.write(1);
    CHECK(islands.arrive(islands.ship()).answer.code == sync::kOldEpoch);
}

TEST_CASE("stick: a register that has nothing any more is told everything again") {
    Islands islands;
    islands.write(8);
    (void)islands.back(islands.arrive(islands.ship()));
    islands.write(2);
    islands.ledger = std::move(centre::open_file_ledger(islands.folder / "new.db", store::Key{3}).value());
    REQUIRE(islands.ledger->admit(islands.office->identity().uuid, islands.office_key.public_key()));
    const auto gap = islands.arrive(islands.ship());
    CHECK(gap.answer.verdict == sync::Verdict::Gap);
    CHECK(islands.back(gap).progress.acked.seq == 0);
    CHECK(islands.arrive(islands.ship()).answer.at.seq == 10);
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
