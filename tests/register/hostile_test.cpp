// What goes wrong around gateway and office, on purpose: refused or healed, nothing lost, nobody let in.

#include "tests/register/tools.h"
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
    clock.off = std::chrono::hours(24 * 365);  // it jumps while the gateway runs
    CHECK(refusal_of(again.push(office.batch(0, 5))) == "sync.expired");
    clock.off = std::chrono::hours(-24 * 365);
    CHECK(must(again.push(office.batch(0, 5))).at.seq == 5);
    clock.off = Millis(0);
    CHECK(must(again.push(office.batch(0, 5))).at.seq == 5);
    CHECK(reg.events_of(office.uuid()) == 5);
}
