// Islands without any link: everything goes and comes on sticks, by a register on PostgreSQL.

#include "tests/register/tools.h"
#include "workflow/register/postgres/persons.h"
#include "workflow/register/sticks/counter.h"
#include "workflow/sync/carry/carrier.h"
#include "workflow/sync/carry/directives.h"
#include "workflow/sync/codes.h"

using namespace loket;
using namespace loket::centre::test;

namespace {

constexpr std::int64_t kDuring = 1'000;  ///< bytes of a stick beside what is on it

/// An event "Filmed" names a picture of the store.
Result<std::optional<sync::Contents>> film_of(store::Store&, const store::StoredEvent& event) {
    if (event.kind != "Filmed") return std::optional<sync::Contents>();
    Sha256 digest{};
    std::ranges::copy(from_hex(event.body.substr(1, 64)).value(), digest.begin());
    return std::optional(sync::Contents{event.stream, "2101010101010001", "S02", {{"photo", digest}}});
}

/// An office that has its register's card and nothing else.
struct Island {
    OfficeAt office;
    Register& reg;
    sync::SealingKey box{sync::stick_seed(office.seed)};
    std::unique_ptr<sync::Packer> packer;

    explicit Island(Register& at) : reg(at) {
        must(reg.books->ledger().admit(office.uuid(), office.key.public_key()));
        must(sync::enrol(*office.store, reg.keys->card()));
        open();
    }
    void open() {
        packer = std::make_unique<sync::Packer>([this](const auto& work) { return work(*office.store); }, film_of, office.key, office.folder / "packets");
        must(packer->begin(*office.store));
    }
    void film(const std::string& name, std::size_t size) {
        Bytes picture(size);
        for (auto& byte : picture) byte = static_cast<std::uint8_t>(office.random.next());
        store::Batch batch;
        const auto digest = batch.add_blob("png", picture);
        batch.add(store::NewEvent{name, "Filmed", "wulan", '"' + to_hex(digest) + '"', office.clock.now()});
        must(office.store->commit(batch));
    }
    sync::Shipped ship(const std::filesystem::path& file, std::vector<sync::wire::NumberAsk> numbers = {}, std::int64_t most = sync::kMostStickBytes) {
        while (must(packer->step(reg.keys->card(), office.clock.now()))) {}
        const sync::PacketBox packets(office.folder / "packets");
        sync::Shipped out;
        must(sync::write_stick(file, [&](const auto& sink) -> Status {
            LOKET_ASSIGN(made, sync::write_shipment({sync::at_hand(*office.store), packets, office.key, box, numbers, most}, sink, office.clock.now()));
            out = made;
            return {};
        }));
        must(sync::note_shipment(*office.store, out));
        return out;
    }
    [[nodiscard]] centre::Counter counter() const { return centre::Counter({reg.books->ledger(), reg.books.get(), must(centre::packets_of(reg.folder.path())), *reg.keys, reg.clock}); }
    centre::Arrival arrive(const std::filesystem::path& file) const { return must(counter().take_in(sync::stick_at(file))); }
    void answer(const centre::Arrival& arrival, const std::filesystem::path& file) const {
        must(sync::write_stick(file, [&](const auto& sink) { return counter().hand_out(arrival, sink); }));
    }
    sync::BroughtBack back(const std::filesystem::path& file) { return must(sync::take_receipt(sync::at_hand(*office.store), *packer, box, sync::stick_at(file), office.clock.now(), office.random)); }
    [[nodiscard]] std::int64_t waiting() const { return sync::PacketBox(office.folder / "packets").count().packets; }
    [[nodiscard]] std::filesystem::path stick(const char* name) const { return reg.folder / name; }
};

}  // namespace

TEST_CASE("sticks: recordings arrive whole, receipts, directives and numbers come back, each once however often it is carried") {
    Register reg;
    Island island(reg);
    island.film("perkara:K-1", 700'000);
    island.office.write(20);
    island.film("perkara:K-2", 3'000'000);
    const sync::wire::NumberAsk nik{"1/K-1#1", "nik", "210106", "1990-07-01", 2, 0}, block{"block 210106 1", "1", "210106", "", 0, 20};
    const auto made = island.ship(island.stick("out"), {nik, block});
    CHECK(made.packets == 2);
    CHECK(made.numbers == 2);
    CHECK(must(read_file(island.stick("out"))).size() < static_cast<std::size_t>(made.packet_bytes + 40 * kDuring));

    const auto arrival = island.arrive(island.stick("out"));
    CHECK(arrival.fresh == 22);
    CHECK(arrival.packets == 2);
    CHECK(must(island.counter().unopened(island.office.uuid())) == 2);
    const auto again = island.arrive(island.stick("out"));
    CHECK(again.fresh == 0);
    CHECK(again.packets == 0);
    reg.tell(island.office.uuid(), R"({"case":"K-1","state":"PRINT_READY_RECORD"})", "record");
    reg.tell(island.office.uuid(), "selamat");
    island.answer(must(island.counter().last_of(island.office.uuid())), island.stick("back"));

    const auto received = island.back(island.stick("back"));
    CHECK(received.exchange.progress.acked.seq == 22);
    CHECK(received.packets == 2);
    CHECK(received.directives == 2);
    CHECK(island.waiting() == 0);
    CHECK(must(sync::directive(*island.office.store, 2)).value().body == "selamat");
    REQUIRE(received.numbers.size() == 2);
    CHECK(received.numbers.front().given.number == "2101064107900001");
    CHECK(received.numbers.back().given.first == 9980);
    CHECK(island.back(island.stick("back")).directives == 0);  // once more
    reg.tell(island.office.uuid(), "sampai jumpa");
    island.answer(again, island.stick("late"));
    CHECK(island.back(island.stick("late")).directives == 1);
    const auto next = island.ship(island.stick("out"), {nik});
    CHECK(next.empty() == false);
    CHECK(next.events + next.packets == 0);
    island.answer(island.arrive(island.stick("out")), island.stick("back"));
    CHECK(island.back(island.stick("back")).numbers.front().given.number == "2101064107900001");  // the same request, the same number
}

TEST_CASE("sticks: a small one carries what fits, one that was pulled out goes on, and what came over a link is not carried twice") {
    Register reg;
    Island island(reg);
    for (int n = 0; n < 4; ++n) island.film("perkara:K-" + std::to_string(n), 6'000'000);
    const auto made = island.ship(island.stick("small"), {}, 14'000'000);
    CHECK(made.more);
    CHECK(made.packets == 2);
    CHECK(made.events == 4);
    CHECK(island.arrive(island.stick("small")).packets == 2);

    // The register dies while it takes the next one in: after a whole packet and the beginning of another.
    island.answer(must(island.counter().last_of(island.office.uuid())), island.stick("back"));
    CHECK(island.back(island.stick("back")).packets == 2);
    CHECK(island.waiting() == 2);
    island.ship(island.stick("rest"));
    int readings = 0;
    std::size_t read = 0;
    const auto pulled = island.counter().take_in([&]() -> Result<sync::Source> {
        LOKET_ASSIGN(source, sync::stick_at(island.stick("rest"))());
        const bool second = readings++ > 0;
        return sync::Source([source, second, &read](std::size_t count) -> Result<Bytes> {
            if (second && (read += count) > 11'000'000) return Error{Fault::Internal, "the stick was pulled out", "disk.failed"};
            return source(count);
        });
    });
    CHECK(pulled.error().code == "disk.failed");
    CHECK(must(reg.books->packets(island.office.uuid())).complete == 3);
    CHECK(must(reg.books->packets(island.office.uuid())).begun == 1);
    CHECK(island.arrive(island.stick("rest")).packets == 1);
    island.answer(must(island.counter().last_of(island.office.uuid())), island.stick("back"));
    CHECK(island.back(island.stick("back")).packets == 2);
    CHECK(island.waiting() == 0);
}

TEST_CASE("sticks: a damaged or cut one changes nothing at the register, wherever the damage is") {
    Register reg;
    Island island(reg);
    island.office.write(3);
    island.film("perkara:K-1", 200'000);
    island.ship(island.stick("out"));
    const auto whole = must(read_file(island.stick("out")));
    for (std::size_t at = 3; at < whole.size(); at += whole.size() / 23) {
        auto changed = whole;
        changed[at] ^= 4;
        must(write_file(island.stick("bad"), changed));
        CHECK_FALSE(island.counter().take_in(sync::stick_at(island.stick("bad"))));
        must(write_file(island.stick("bad"), ByteView(whole).first(at)));
        CHECK_FALSE(island.counter().take_in(sync::stick_at(island.stick("bad"))));
    }
    CHECK(reg.events_of(island.office.uuid()) == 0);
    CHECK(must(reg.books->packets(island.office.uuid())).begun == 0);
    CHECK_FALSE(must(reg.books->last_stick(island.office.uuid())));
    CHECK(island.arrive(island.stick("out")).packets == 1);
}

TEST_CASE("sticks: an office that is held back, or whose disk was replaced, gets no numbers") {
    Register reg;
    Island island(reg);
    island.office.write(1);
    const sync::wire::NumberAsk block{"block 210106 1", "1", "210106", "", 0, 20};
    island.ship(island.stick("out"), {block});
    const auto arrival = island.arrive(island.stick("out"));
    must(must(centre::Connection::open(reg.conninfo))->script("UPDATE ingest.origin SET quarantined = true"));
    island.answer(must(island.counter().last_of(island.office.uuid())), island.stick("back"));
    const auto held = island.back(island.stick("back"));
    CHECK(held.numbers.empty());
    CHECK(held.exchange.standing.code == sync::kQuarantined);
    must(must(centre::Connection::open(reg.conninfo))->script("UPDATE ingest.origin SET quarantined = false, epoch = 2"));
    const auto late = island.arrive(island.stick("out"));
    CHECK(late.answer.code == sync::kOldEpoch);
    island.answer(late, island.stick("back"));
    CHECK(island.back(island.stick("back")).numbers.empty());
}

namespace {

/// A stick in the hand of an officer: an empty folder where the kiosk finds it.
std::filesystem::path plugged_in(const Island& island) {
    const auto folder = island.stick("flashdisk");
    std::filesystem::create_directories(folder);
    return folder;
}

sync::StickTrip carried(sync::Sender& sender, const std::filesystem::path& folder) {
    sender.carry(folder);
    for (int step = 0; step < 20 && !sender.trip()->done; ++step) sender.step();
    REQUIRE(sender.trip()->done);
    sender.step();
    return *sender.trip();
}

}  // namespace

TEST_CASE("sticks: a kiosk that stays open takes the answer of a stick, then writes what waits, answers of others stay where they are") {
    Register reg;
    Island island(reg);
    island.film("perkara:K-1", 700'000);
    island.office.write(5);
    int news = 0;
    auto sender = island.office.sender(OfficeAt::quick(), film_of, [&news] { ++news; return Status{}; });
    sender->step();
    CHECK(sender->view()->by_stick);
    CHECK(sender->trip() == nullptr);
    const auto stick = plugged_in(island);
    const auto out = sync::shipment_in(stick, island.office.uuid());
    const auto first = carried(*sender, stick);
    CHECK(first.code.empty());
    CHECK(first.receipts == 0);
    CHECK(first.shipped.events == 6);
    CHECK(first.shipped.packets == 1);
    CHECK(sender->view()->stick_made);

    const auto arrival = island.arrive(out);
    reg.tell(island.office.uuid(), "selamat");
    island.answer(arrival, out.string() + ".receipt");
    Island other(reg);
    other.office.write(2);
    other.ship(island.stick("theirs"));
    other.answer(other.arrive(island.stick("theirs")), stick / "theirs.receipt");
    island.office.write(3);
    news = 0;
    const auto second = carried(*sender, stick);
    CHECK(second.code.empty());
    CHECK(second.receipts == 1);
    CHECK(second.others == 1);
    CHECK(second.returned.received.packets == 1);
    CHECK(second.returned.received.directives == 1);
    CHECK(second.shipped.events == 3);
    CHECK(second.shipped.packets == 0);
    CHECK(news >= 1);
    CHECK(sender->view()->acked == 6);
    CHECK(sender->view()->packets.packets == 0);
    CHECK(std::filesystem::exists(stick / "theirs.receipt"));
    island.answer(island.arrive(out), out.string() + ".receipt");
    CHECK(carried(*sender, stick).returned.received.exchange.progress.acked.seq == 9);
}

TEST_CASE("sticks: a damaged answer, a stick that is gone and one that is full are said, and nothing of them counts") {
    Register reg;
    Island island(reg);
    island.office.write(4);
    auto sender = island.office.sender();
    const auto stick = plugged_in(island);
    const auto out = sync::shipment_in(stick, island.office.uuid());
    REQUIRE(carried(*sender, stick).code.empty());
    const auto shipped = must(read_file(out));
    island.answer(island.arrive(out), stick / "back.receipt");
    auto answer = must(read_file(stick / "back.receipt"));
    answer.resize(answer.size() - 3);
    must(write_file(stick / "back.receipt", answer));
    CHECK(carried(*sender, stick).code == sync::kShape);
    CHECK(must(read_file(out)) == shipped);
    CHECK(sender->view()->acked == 0);
    std::filesystem::remove_all(stick);
    CHECK(carried(*sender, stick).code == "sync.no_stick_here");
    // Its name is taken by a folder: nothing can be written there, as on a stick that is locked.
    std::filesystem::create_directories(stick / (out.filename().string() + ".part"));
    CHECK(carried(*sender, stick).code == "sync.no_stick_here");
    CHECK_FALSE(std::filesystem::exists(out));
}
