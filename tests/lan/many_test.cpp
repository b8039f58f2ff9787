// Fifty stations against one induk, an induk that is killed, and a line that breaks at the wrong moment.

#include <algorithm>
#include <atomic>
#include <fmt/format.h>
#include <set>

#include "machines.h"
#include "tests/killable.h"

using namespace loket;
using namespace loket::app;
using namespace loket::app::test;

namespace {

std::int64_t percentile(std::vector<std::int64_t> values, double share) {
    std::ranges::sort(values);
    return values.empty() ? 0 : values[std::min(values.size() - 1, static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

}  // namespace

TEST_CASE("a proposal that is sent again because its answer was lost is written once") {
    Machine induk, station;
    induk.found();
    station.join(induk, "Loket 1");
    const auto place = load_place(station.folder.path).value().value();
    sync::HttpsLink link(lan_keys(place, induk.address()), Millis(5000));
    lan::Proposal proposal{.id = "proposal-1", .epoch = 1, .n = 0, .base = 0, .aside = false, .batch = {}};
    proposal.batch.add(store::NewAudit{"rina", "look", "x", "uji", from_millis(1'790'000'000'000)});
    const auto send = [&] { return lan::decode_answer(link.post(std::string(lan::kProposeCall), lan::encode(proposal)).value()).value(); };
    const auto first = send(), again = send();
    CHECK(first.code.empty());
    CHECK(again.code.empty());
    const auto with_id = [&](const lan::Answer& answer) { return std::ranges::count(answer.entries, proposal.id, &store::SharedEntry::id); };
    CHECK(with_id(first) == 1);
    CHECK(with_id(again) == 1);
    proposal.id = "proposal-2";
    proposal.batch.add(store::NewEvent{"stok", "BlankoReceived", "loket/SISTEM", R"({"first":1,"count":1,"prefix":"KIA"})", from_millis(1'790'000'000'000)});
    CHECK(send().code == lan::kStale);  // decided on event 0
    proposal.id = "proposal-3";
    proposal.epoch = 7;
    const auto deposed = link.post(std::string(lan::kProposeCall), lan::encode(proposal));
    REQUIRE_FALSE(deposed);
    CHECK(deposed.error().code == lan::kDeposed);
}

TEST_CASE("the induk is killed in the middle of its work, again and again: what a station was told is there, once") {
    Machine induk, station;
    induk.found();
    station.join(induk, "Loket 1");
    const auto people = grown_ups(induk, 60);
    induk.down();
    loket::test::Killable process(LOKET_BINARY_DIR "/tests/induk_process");
    std::size_t given = 0, next = 0;
    for (int life = 0; life < 3; ++life) {
        REQUIRE_FALSE(process.start({LOKET_SOURCE_DIR "/assets", induk.folder.path.string()}).empty());
        REQUIRE(Machine::wait([&] { return !station.line->station->alone(); }));
        std::jthread killer([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(40 + 60 * life));
            process.kill();
        });
        for (int tries = 0; tries < 20; ++tries) given += station.run(ticket_for(people[next++]), kSelf).empty() ? 1 : 0;
    }
    CHECK(given == people.size());  // with the induk or alone
    induk.up();
    REQUIRE(Machine::wait([&] { return station.now()->aside == 0 && station.now()->line.empty() && station.head() == induk.head(); }));
    const auto& queue = induk.now()->office.queue;
    std::set<std::string> holders;
    for (const auto& [number, ticket] : queue.tickets)
        if (ticket.is_live()) CHECK(holders.insert(ticket.nik).second);
    CHECK(holders.size() == given);
    CHECK(induk.verify().sound());
    CHECK(station.verify().sound());
    CHECK(station.now()->office.queue.waiting.size() == given);
}

TEST_CASE("what one induk bears: fifty stations write at once, their own disks and processors left out", "[.long]") {
    const int stations = 50, each = 40;
    Machine induk, station;
    induk.found();
    station.join(induk, "Loket 1");
    const auto place = load_place(station.folder.path).value().value();
    const auto address = induk.address();
    std::mutex mutex;
    std::vector<std::int64_t> times;
    std::atomic<int> written = 0;
    const auto begun = std::chrono::steady_clock::now();
    {
        std::vector<std::jthread> threads;
        for (int n = 0; n < stations; ++n)
            threads.emplace_back([&, n] {
                sync::HttpsLink link(lan_keys(place, address), Millis(60'000));
                std::int64_t known = induk.head();
                for (int turn = 0; turn < each; ++turn) {
                    lan::Proposal proposal{.id = fmt::format("look-{}-{}", n, turn), .epoch = 1, .n = known, .base = 0, .aside = false, .batch = {}};
                    proposal.batch.add(store::NewAudit{"rina", "look", fmt::format("orang-{}", n), "uji", from_millis(1'790'000'000'000)});
                    const auto sent = std::chrono::steady_clock::now();
                    const auto answer = lan::decode_answer(link.post(std::string(lan::kProposeCall), lan::encode(proposal)).value()).value();
                    const auto spent = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - sent).count();
                    if (answer.code.empty()) ++written;
                    known = answer.entries.empty() ? known : answer.entries.back().n;
                    const std::lock_guard lock(mutex);
                    times.push_back(spent);
                }
            });
    }
    const auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    CHECK(written == stations * each);
    WARN(stations << " stations: " << written / seconds << " commits/s, p50 " << percentile(times, 0.5) / 1000.0 << " ms p99 " << percentile(times, 0.99) / 1000.0 << " ms");
}

TEST_CASE("many stations work on one queue at once", "[.long]") {
    const int stations = 50, each = 10;
    Machine induk;
    induk.found();
    std::vector<std::unique_ptr<Machine>> machines;
    for (int n = 0; n < stations; ++n) {
        machines.push_back(std::make_unique<Machine>());
        machines.back()->join(induk, "Loket " + std::to_string(n + 1));
    }
    const auto people = grown_ups(induk, 60);
    for (const auto& nik : people) REQUIRE(induk.run(ticket_for(nik), kSelf).empty());

    std::mutex mutex;
    std::vector<std::int64_t> events, looks;
    std::atomic<int> called = 0, refused = 0;
    const auto timed = [&](std::vector<std::int64_t>& into, const auto& work) {
        const auto begun = std::chrono::steady_clock::now();
        work();
        const auto spent = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun).count();
        const std::lock_guard lock(mutex);
        into.push_back(spent);
    };
    std::vector<std::thread> threads;
    const auto begun = std::chrono::steady_clock::now();
    for (int n = 0; n < stations; ++n)
        threads.emplace_back([&, n] {
            auto& machine = *machines[static_cast<std::size_t>(n)];
            for (int turn = 0; turn < each; ++turn) {
                timed(events, [&] {
                    const auto done = machine.core->execute(engine::CallTicket{std::to_string(n + 1), {}}, kCounter).get();
                    if (done) ++called;
                    else ++refused;
                });
                timed(looks, [&] { REQUIRE(machine.core->ask([](Core& core) { return core.note_look("2101010101010001", kCounter, "uji"); }).get()); });
            }
        });
    for (auto& thread : threads) thread.join();
    const auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    CHECK(called == 60);
    for (const auto& [number, ticket] : induk.now()->office.queue.tickets) CHECK(ticket.calls == 1);
    for (auto& machine : machines) REQUIRE(Machine::wait([&] { return machine->head() == induk.head(); }, Millis(60'000)));
    CHECK(machines.front()->verify().sound());
    WARN(stations << " stations: " << (events.size() + looks.size()) / seconds << " requests/s, " << called << " called, " << refused << " refused; calls p50 " << percentile(events, 0.5) / 1000.0 << " ms p99 "
                  << percentile(events, 0.99) / 1000.0 << " ms, looks p50 " << percentile(looks, 0.5) / 1000.0 << " ms p99 " << percentile(looks, 0.99) / 1000.0 << " ms");
}
