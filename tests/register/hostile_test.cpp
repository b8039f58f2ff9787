// What goes wrong around gateway and office, on purpose: refused or healed, nothing lost, nobody let in.

#include "tests/register/tools.h"
#include "tests/store/full_disk.h"
#include "workflow/sync/carry/directives.h"
#include "workflow/sync/codes.h"

using namespace loket;
using namespace loket::centre::test;

namespace {

template <class T>
std::string refusal_of(const Result<T>& result) {
    return result ? std::string("not refused") : result.error().code;
}

/// The system's clock, set wrong.
class WrongClock final : public Clock {
  public:
    [[nodiscard]] Instant now() const override { return clock_.now() + off.load(); }
    std::atomic<Millis> off = Millis(0);

  private:
    SystemClock clock_;
};

}  // namespace

TEST_CASE("gateway: batches out of order, of a wrong epoch and of another past are told apart, and the right ones still go") {
    Register reg;
    OfficeAt office;
    must(office.join(reg.url(), reg.code()));
    office.write(60);
    auto link = office.link();
    const auto early = must(link.push(office.batch(30, 60)));
    CHECK(early.verdict == sync::Verdict::Gap);
    CHECK(early.at.seq == 0);
    CHECK(reg.events_of(office.uuid()) == 0);
    CHECK(must(link.push(office.batch(0, 30))).at.seq == 30);
    CHECK(must(link.push(office.batch(30, 60))).at.seq == 60);

    const auto log = must(office.store->events(1, 1000));
    const auto with_epoch = [&](std::int64_t epoch) {
        return sync::encode({office.uuid(), epoch, store::ChainHead{30, log[29].hash}, {log.begin() + 30, log.end()}}, office.key);
    };
    CHECK(must(link.push(with_epoch(5))).verdict == sync::Verdict::Ack);
    CHECK(must(link.push(with_epoch(4))).code == sync::kOldEpoch);
    CHECK(must(link.push(with_epoch(5))).verdict == sync::Verdict::Ack);
    CHECK(reg.events_of(office.uuid()) == 60);
}

TEST_CASE("gateway: a full disk under a packet is said to wait, nothing of the piece counts, and it goes on afterwards") {
    Register reg;
    OfficeAt office;
    must(office.join(reg.url(), reg.code()));
    const Bytes content(50'000, 7);
    const sync::PacketBox box(office.folder / "packets");
    const auto name = must(box.add(content));
    const auto part = reg.folder / "packets" / office.uuid() / (to_hex(ByteView{name}) + ".part");
    std::filesystem::create_directories(part.parent_path());
    std::filesystem::create_symlink("/dev/full", part);
    auto link = office.link();
    const auto refused = link.send_piece(name, 50'000, 0, ByteView(content).first(20'000));
    CHECK(refusal_of(refused) == sync::kBusy);
    CHECK(must(link.ask_packet(name)).offset == 0);
    std::filesystem::remove(part);
    auto sender = office.sender();
    const auto patience = office.clock.now() + std::chrono::seconds(10);
    while (box.count().packets > 0 && office.clock.now() < patience) (void)sender->step();
    CHECK(box.count().packets == 0);
    CHECK(must(reg.books->packet(office.uuid(), name)).complete);
}

TEST_CASE("packets: a full disk at the office keeps the recording and says why, and the packet is made afterwards") {
    Register reg;
    OfficeAt office;
    must(office.join(reg.url(), reg.code()));
    office.write(1);
    std::filesystem::create_directories(office.folder / "packets");
    std::filesystem::create_symlink("/dev/full", office.folder / "packets" / "making-1");
    const auto contents = [](store::Store&, const store::StoredEvent& event) -> Result<std::optional<sync::Contents>> {
        return std::optional(sync::Contents{event.stream, "", "S02", {{"person", "{}"}}});
    };
    auto sender = office.sender(OfficeAt::quick(), contents);
    for (int n = 0; n < 6; ++n) (void)sender->step();
    CHECK(sender->view()->packet_code == "disk.full");
    CHECK(sender->view()->recordings.empty());
    CHECK(sender->view()->waiting() == 0);  // events go all the same
    std::filesystem::remove(office.folder / "packets" / "making-1");
    sender = office.sender(OfficeAt::quick(), contents);
    const auto patience = office.clock.now() + std::chrono::seconds(10);
    while ((sender->view()->recordings.empty() || !sender->view()->recordings.front().received) && office.clock.now() < patience) (void)sender->step();
    REQUIRE(sender->view()->recordings.size() == 1);
    CHECK(sender->view()->recordings.front().received);
}

TEST_CASE("gateway: a clock that is wrong by a year lets nobody in who should not be, and heals with the clock") {
    Register reg;
    OfficeAt office;
    must(office.join(reg.url(), reg.code()));
    office.write(5);
    reg.gateway.reset();
    WrongClock clock;
    clock.off = std::chrono::hours(24 * 365);
    auto late = must(centre::Gateway::start({.folder = reg.folder.path(), .conninfo = reg.conninfo}, clock));
    auto place = must(sync::membership_of(*office.store)).value();
    place.url = "https://127.0.0.1:" + std::to_string(late->port());
    sync::HttpsLink link(sync::keys_of(place, office.device), Millis(5000));
    CHECK_FALSE(link.push(office.batch(0, 5)));  // its own certificate is of next year: the office does not believe it
    CHECK(reg.events_of(office.uuid()) == 0);
    late.reset();
    clock.off = Millis(0);
    late = must(centre::Gateway::start({.folder = reg.folder.path(), .conninfo = reg.conninfo}, clock));
    place.url = "https://127.0.0.1:" + std::to_string(late->port());
    sync::HttpsLink again(sync::keys_of(place, office.device), Millis(5000));
    CHECK(must(again.head()).at.seq == 0);
    clock.off = std::chrono::hours(24 * 365);  // it jumps while the gateway runs and the office is connected
    CHECK(refusal_of(again.push(office.batch(0, 5))) == "sync.expired");
    clock.off = std::chrono::hours(-24 * 365);
    CHECK(must(again.push(office.batch(0, 5))).at.seq == 5);
    clock.off = Millis(0);
    CHECK(must(again.push(office.batch(0, 5))).at.seq == 5);
    CHECK(reg.events_of(office.uuid()) == 5);
}

TEST_CASE("gateway: a certificate of its own that ran out, or was made by a wrong clock, is replaced while it runs") {
    Register reg;
    OfficeAt office;
    must(office.join(reg.url(), reg.code()));
    office.write(3);
    WrongClock clock;
    clock.off = std::chrono::hours(-24 * 91);  // so that what is good for ninety days ran out yesterday
    const auto gateway = must(centre::Gateway::start({.folder = reg.folder.path(), .conninfo = reg.conninfo}, clock));
    office.move_to(gateway->port());
    const auto pushed = [&] {
        auto link = office.link();  // a connection of its own
        const auto answer = link.push(office.batch(0, 3));
        return answer ? std::to_string(answer->at.seq) : answer.error().code;
    };
    CHECK(pushed() == sync::kRegisterUnknown);
    clock.off = Millis(0);
    CHECK(pushed() == "3");
    clock.off = std::chrono::hours(24 * 365);
    CHECK(pushed() == sync::kRegisterUnknown);
    clock.off = Millis(0);
    CHECK(pushed() == "3");
}

TEST_CASE("office: with a clock that is a year off, either way and back, events arrive and numbers are asked for") {
    Register reg;
    OfficeAt office;
    must(office.join(reg.url(), reg.code()));
    WrongClock clock;
    int asked = 0;
    const auto wanted = [&]() -> Result<std::vector<sync::wire::NumberAsk>> {
        ++asked;
        return std::vector<sync::wire::NumberAsk>{};
    };
    sync::Sender sender({.at_store = [&](const auto& work) { return work(*office.store); }, .clock = clock, .random = office.random, .signing_seed = office.seed,
                         .device_key = office.device, .packets = office.folder / "packets", .policy = OfficeAt::quick(), .numbers = {.wanted = wanted}});
    std::int64_t written = 0;
    for (const int years : {1, 0, -1, 0}) {
        clock.off = std::chrono::hours(24 * 365 * years);
        const int before = asked;
        office.write(10);
        written += 10;
        const auto patience = office.clock.now() + std::chrono::seconds(10);
        do (void)sender.step();
        while (sender.view()->acked < written && office.clock.now() < patience);
        CAPTURE(years);
        CHECK(sender.view()->standing.code.empty());
        CHECK(asked > before);
        CHECK(reg.events_of(office.uuid()) == written);
    }
    CHECK(must(reg.books->devices(office.uuid())).size() <= 3);  // a certificate that seems to have run out is not renewed over and over
}

TEST_CASE("office: whoever has the register's address, but not its key, is told nothing: another register, another office of this one") {
    Register reg, other;
    OfficeAt office, thief;
    must(office.join(reg.url(), reg.code()));
    must(thief.join(reg.url(), reg.code()));
    must(other.books->ledger().admit(office.uuid(), office.key.public_key()));
    office.write(4);
    office.move_to(other.gateway->port());
    CHECK(refusal_of(office.link().push(office.batch(0, 4))) == sync::kRegisterUnknown);
    CHECK(other.events_of(office.uuid()) == 0);
    // The same authority certified the thief's device; that does not make a register of it.
    const auto place = must(sync::membership_of(*thief.store)).value();
    std::atomic<int> heard = 0;
    const centre::HttpsHandler listening{[](const centre::HttpRequest&) { return std::optional<std::size_t>(1 << 20); }, [&](std::size_t, const centre::HttpRequest&) { return ++heard, centre::HttpResponse{}; }};
    const auto posing = must(centre::HttpsServer::start({.key_pem = thief.device, .certificate_pem = place.certificate, .authority_pem = place.authority}, listening));
    office.move_to(posing->port());
    CHECK(refusal_of(office.link().push(office.batch(0, 4))) == sync::kRegisterUnknown);
    CHECK(heard == 0);
    // Nor does its certificate with our key, nor ours with its key, open the door.
    const auto ours = must(sync::membership_of(*office.store)).value();
    for (const auto& [certificate, key] : {std::pair(place.certificate, office.device), std::pair(ours.certificate, thief.device)}) {
        sync::HttpsLink swapped({reg.url(), ours.authority, certificate, key}, Millis(5000));
        CHECK_FALSE(swapped.push(office.batch(0, 4)));
    }
    CHECK(reg.events_of(office.uuid()) == 0);
}

TEST_CASE("gateway: PostgreSQL is restarted in the middle of a batch: that batch waits, is told so, and arrives once") {
    Register reg;
    OfficeAt office;
    must(office.join(reg.url(), reg.code()));
    office.write(30);
    auto holding = must(centre::Connection::open(reg.conninfo));
    must(holding->script("BEGIN; SELECT 1 FROM ingest.origin FOR UPDATE"));
    std::string said;
    std::jthread pushing([&] { said = refusal_of(office.link().push(office.batch(0, 30))); });
    auto looking = must(centre::Connection::open(server().conninfo()));
    while (must(looking->query("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")).integer(0, 0) == 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    must(server().crash());
    pushing.join();
    CHECK(said == sync::kBusy);
    CHECK(reg.events_of(office.uuid()) == 0);
    auto link = office.link();
    CHECK(must(link.push(office.batch(0, 30))).at.seq == 30);
    CHECK(reg.events_of(office.uuid()) == 30);
}

TEST_CASE("gateway: PostgreSQL whose disk is full refuses a batch whole, and takes it once there is room") {
    Register reg;
    OfficeAt office;
    must(office.join(reg.url(), reg.code()));
    office.write(30);
    auto hand = must(centre::Connection::open(reg.conninfo));
    // The table is as large as the largest file that PostgreSQL may write from then on; the files of its log are not larger.
    must(hand->script("INSERT INTO ingest.event SELECT '" + office.uuid() + "', 1000000 + n, decode(repeat('00', 32), 'hex'), 1, '', '', '', 0, '', (SELECT string_agg(md5(n::text || m), '') FROM generate_series(1, 45) m), "
                      "decode(repeat('00', 32), 'hex') FROM generate_series(1, 12000) n"));
    CHECK(must(hand->query("SELECT pg_relation_size('ingest.event')")).integer(0, 0) > 16 << 20);
    must(hand->script("CHECKPOINT"));
    {
        const test::FullDisk full(16 << 20);
        must(server().crash());  // the new one inherits the limit
    }
    auto link = office.link();
    for (int n = 0; n < 4; ++n) CHECK(refusal_of(link.push(office.batch(0, 30))) == sync::kBusy);
    const auto batch = must(sync::decode(office.batch(0, 30), office.key.public_key()));
    CHECK_THAT(reg.books->ledger().push(batch).error().context, Catch::Contains("could not extend file"));  // what the log says, too
    CHECK(reg.events_of(office.uuid()) == 0);
    must(server().crash());
    CHECK(must(link.push(office.batch(0, 30))).at.seq == 30);
    CHECK(reg.events_of(office.uuid()) == 30);
}

TEST_CASE("sender: an office whose disk is full counts nothing that it could not keep, and goes on when there is room") {
    Register reg;
    OfficeAt office;
    must(office.join(reg.url(), reg.code()));
    office.write(5);
    for (int n = 1; n <= 12; ++n) reg.tell(office.uuid(), std::to_string(n));
    auto sender = office.sender();
    {
        const test::FullDisk full(4096);
        for (int n = 0; n < 8; ++n) (void)sender->step();
        CHECK(reg.events_of(office.uuid()) == 5);  // heard by the register; that it was is not kept here
        CHECK_FALSE(must(sync::directive(*office.store, 1)));
    }
    const auto patience = office.clock.now() + std::chrono::seconds(10);
    do (void)sender->step();
    while ((sender->view()->waiting() > 0 || sender->view()->directives < 12) && office.clock.now() < patience);
    CHECK(must(sync::directive(*office.store, 12)).value().body == "12");
    CHECK_FALSE(must(sync::directive(*office.store, 13)));
    office.open();
    CHECK(must(sync::load_exchange(*office.store)).progress.acked.seq == 5);
    CHECK(reg.events_of(office.uuid()) == 5);
}
