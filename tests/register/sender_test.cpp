// The sender against a real gateway and PostgreSQL while everything around it is killed.

#include <thread>

#include "tests/register/gateway_process.h"
#include "tests/register/proxy.h"
#include "workflow/pki/request.h"
#include "workflow/sync/carry/carrier.h"

using namespace loket;
using namespace loket::centre::test;

namespace {

void check_same_log(Register& reg, OfficeAt& office, int count) {
    const auto stored = must(reg.books->ledger().events(office.uuid(), 1));
    REQUIRE(stored.size() == static_cast<std::size_t>(count));
    for (std::int64_t seq = 1; seq <= count; seq += 500) {
        const auto ours = must(office.store->events(seq, 500));
        for (const auto& event : ours) REQUIRE(stored[static_cast<std::size_t>(event.seq - 1)].hash == event.hash);
    }
    CHECK(reg.events_of(office.uuid()) == count);
}

}  // namespace

TEST_CASE("sender: every event arrives once while gateway, database and office are killed in the middle of it") {
    Register reg;
    OfficeAt office;
    must(office.join(reg.url(), reg.code()));
    GatewayProcess gateway(reg.folder.path(), reg.conninfo);
    office.move_to(gateway.port());
    constexpr int kEvents = 3000;
    std::atomic<bool> done = false;
    std::jthread accidents([&] {
        for (int n = 0; n < 8 || (!done && n < 12); ++n) {
            std::this_thread::sleep_for(std::chrono::milliseconds(60 + 17 * n));
            if (n % 4 == 3) must(server().crash());
            else gateway.crash();
        }
        gateway.crash();
    });
    auto sender = office.sender();
    int written = 0, lives = 1, failures = 0;
    const auto patience = office.clock.now() + std::chrono::minutes(1);
    while (written < kEvents || sender->view()->waiting() > 0) {
        if (office.clock.now() > patience) FAIL(sender->view()->acked << " of " << written << ": " << sender->view()->standing.code);
        if (written < kEvents) office.write(20), written += 20;
        (void)sender->step();
        failures = std::max(failures, sender->view()->standing.failures);
        if (written % 700 == 0) {  // the office is killed: what it had in memory is gone
            sender.reset();
            office.open();
            sender = office.sender();
            ++lives;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(sender->view()->standing.failures > 0 ? 5 : 1));
    }
    done = true;
    accidents.join();
    CHECK(lives > 2);
    CHECK(failures > 0);
    check_same_log(reg, office, kEvents);
    CHECK(sender->view()->standing.code.empty());
}

TEST_CASE("sender: a packet goes on after each of twenty cuts of a slow link, and events go before it") {
    Register reg;
    OfficeAt office;
    must(office.join(reg.url(), reg.code()));
    Proxy proxy(reg.gateway->port());
    office.move_to(proxy.port());
    Bytes content(800'000);
    for (auto& byte : content) byte = static_cast<std::uint8_t>(office.random.next());
    const sync::PacketBox box(office.folder / "packets");
    const auto name = must(box.add(content));
    auto policy = OfficeAt::quick();
    policy.piece_bytes = 32 << 10;
    auto sender = office.sender(policy);
    proxy.delay_ms = 1;
    proxy.cut_after = 62'000;  // a greeting and one piece, the second is cut
    std::int64_t furthest = 0;
    int stepped = 0;
    while (box.count().packets > 0) {
        if (proxy.cuts >= 20) proxy.cut_after = 0;
        if (++stepped % 10 == 0) office.write(3);
        (void)sender->step();
        const auto row = must(reg.books->packet(office.uuid(), name));
        CHECK(row.offset >= furthest);  // never begins again
        furthest = row.offset;
        if (sender->view()->standing.failures > 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    CHECK(proxy.cuts >= 20);
    CHECK(must(read_file(reg.folder / "packets" / office.uuid() / to_hex(ByteView{name}))) == content);
    while (sender->view()->waiting() > 0) (void)sender->step();
    CHECK(reg.events_of(office.uuid()) == office.store->event_head().seq);
}

TEST_CASE("sender: says why nothing moves, renews its certificate in time, and stops where a person must decide") {
    Register reg(std::chrono::hours(24 * 5));
    OfficeAt office;
    office.write(30);
    auto sender = office.sender();
    (void)sender->step();
    CHECK_FALSE(sender->view()->enrolled);
    CHECK(sender->view()->waiting() == 30);

    must(office.join(reg.url(), reg.code()));
    const auto first = must(reg.books->devices(office.uuid())).front().serial;
    sender = office.sender();
    while (sender->view()->waiting() > 0 || !sender->view()->enrolled) (void)sender->step();
    const auto devices = must(reg.books->devices(office.uuid()));
    REQUIRE(devices.size() == 2);  // five days are less than ten: renewed at once
    CHECK(must(pki::facts_of(must(pki::from_pem(must(sync::membership_of(*office.store)).value().certificate)))).serial != first);

    const auto url = reg.url();
    reg.gateway.reset();
    office.write(1);
    for (int n = 0; n < 3; ++n) (void)sender->step(), std::this_thread::sleep_for(std::chrono::milliseconds(50));
    CHECK(sender->view()->standing.code == sync::kNoLink);
    CHECK(sender->view()->waits_since);
    CHECK(sender->view()->standing.next_try > sender->view()->standing.since);
    office.open();
    CHECK(must(sync::status_of(*office.store)).code == sync::kNoLink);  // kept for whoever asks later

    const auto port = static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
    reg.gateway = must(centre::Gateway::start({.folder = reg.folder.path(), .conninfo = reg.conninfo, .port = port}, reg.clock));
    sender = office.sender();
    while (sender->view()->waiting() > 0) (void)sender->step();
    CHECK(sender->view()->standing.code.empty());

    // A copy of the disk from before goes another way: the register finds out, and it stops until a person has decided.
    must(must(centre::Connection::open(reg.conninfo))->script("UPDATE ingest.origin SET hash = decode(repeat('ab', 32), 'hex')"));
    office.write(1);
    for (int n = 0; n < 50 && !sender->view()->standing.stopped; ++n) (void)sender->step();
    CHECK(sender->view()->standing.stopped);
    CHECK(sender->view()->standing.code == sync::kFork);
    sender->try_now();
    (void)sender->step();
    CHECK(sender->view()->standing.stopped);
}
