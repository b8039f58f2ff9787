// Everything at once: offices, gateways, PostgreSQL and every line between them die and come back, in real processes and over real sockets. A moment in
// every run; for as long as one likes with LOKET_CHAOS_S: `test_register "[.long]" "chaos*"`.

#include <iostream>

#include "tests/register/gateway_process.h"
#include "tests/register/proxy.h"
#include "workflow/sync/carry/packet_box.h"

using namespace loket;
using namespace loket::centre::test;

namespace {

/// An office that works, is killed and sends, on a thread of its own (so without the test's macros).
class BusyOffice {
  public:
    BusyOffice(Register& reg, int port, std::uint64_t seed) : proxy(static_cast<std::uint16_t>(port)), random_(seed) {
        must(office.join(reg.url(), reg.code()));
        office.move_to(proxy.port());
    }
    void begin() {
        thread_ = std::jthread([this](const std::stop_token& stop) { live(stop); });
    }
    void end() { thread_ = {}; }
    /// After the accidents: until everything has gone, or it takes too long.
    void empty() {
        const auto patience = office.clock.now() + std::chrono::seconds(60);
        auto sender = office.sender(policy());
        do (void)sender->step();
        while ((sender->view()->waiting() > 0 || box_.count().packets > 0) && office.clock.now() < patience);
    }

    OfficeAt office;
    Proxy proxy;
    std::map<sync::Digest, std::size_t> packets;
    std::atomic<std::int64_t> saved = 0;   ///< events a person was told to be kept
    std::atomic<int> lives = 1, ahead = 0;  ///< ahead: acknowledged though nobody has it

  private:
    static sync::Policy policy() {
        auto policy = OfficeAt::quick();
        policy.piece_bytes = 32 << 10;
        return policy;
    }
    void work() {
        std::vector<store::Batch> batches(static_cast<std::size_t>(random_.between(1, 12)));
        for (auto& batch : batches) batch.add(store::NewEvent{"perkara:1", "StepBegun", "rina", fmt::format("{{\"n\":{}}}", written_++), office.clock.now()});
        for (const auto& done : office.store->commit_all(batches)) saved += done ? 1 : 0;
        if (random_.between(0, 9) != 0) return;
        Bytes content(static_cast<std::size_t>(random_.between(20'000, 150'000)));
        for (auto& byte : content) byte = static_cast<std::uint8_t>(random_.next());
        if (const auto name = box_.add(content)) packets[*name] = content.size();
    }
    void live(const std::stop_token& stop) {
        auto sender = office.sender(policy());
        while (!stop.stop_requested()) {
            if (random_.between(0, 3) == 0) work();
            (void)sender->step(stop);
            ahead += sender->view()->acked > saved ? 1 : 0;
            if (random_.between(0, 150) == 0) {
                sender.reset();
                office.open();
                sender = office.sender(policy());
                ++lives;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(sender->view()->standing.failures > 0 ? 6 : 2));
        }
    }

    sync::PacketBox box_{office.folder / "packets"};
    SeededRandom random_;
    int written_ = 0;
    std::jthread thread_;
};

void chaos(int offices, std::chrono::seconds span, std::uint64_t seed) {
    Register reg;
    std::array<GatewayProcess, 2> gateways{GatewayProcess(reg.folder.path(), reg.conninfo), GatewayProcess(reg.folder.path(), reg.conninfo)};
    std::vector<std::unique_ptr<BusyOffice>> all;
    for (int n = 0; n < offices; ++n) all.push_back(std::make_unique<BusyOffice>(reg, gateways[static_cast<std::size_t>(n) % 2].port(), seed + static_cast<std::uint64_t>(n)));
    for (auto& one : all) one->begin();
    SeededRandom random(seed);
    int kills = 0, crashes = 0, partitions = 0;
    for (const auto until = reg.clock.now() + span; reg.clock.now() < until;) {
        std::this_thread::sleep_for(std::chrono::milliseconds(random.between(20, 160)));
        auto& line = all[static_cast<std::size_t>(random.between(0, offices - 1))]->proxy;
        switch (random.between(0, 9)) {
            case 0: case 1: case 2: gateways[static_cast<std::size_t>(random.between(0, 1))].crash(); ++kills; break;
            case 3: (void)server().crash(); ++crashes; break;
            case 4: line.cut_all(); ++partitions; break;
            case 5: line.cut_after = random.between(1, 40'000); ++partitions; break;
            case 6: line.cut_answers_after = random.between(1, 4'000); ++partitions; break;  // heard, but not answered
            case 7: line.delay_ms = static_cast<int>(random.between(1, 30)); break;
            default: line.cut_after = line.cut_answers_after = line.delay_ms = 0; break;
        }
    }
    for (auto& one : all) one->end();
    for (auto& gateway : gateways) gateway.crash();
    std::int64_t acked = 0, applied = 0, lost = 0, doubled = 0, forks = 0, faults = kills + crashes + partitions;
    for (auto& one : all) {
        one->proxy.cut_after = one->proxy.cut_answers_after = one->proxy.delay_ms = 0;
        one->empty();
        const auto stored = must(reg.books->ledger().events(one->office.uuid(), 1));
        const auto ours = must(one->office.store->events(1, 1'000'000));
        std::set<std::int64_t> places;
        for (const auto& event : stored) {
            const bool same = places.insert(event.seq).second && event.seq <= static_cast<std::int64_t>(ours.size()) && ours[static_cast<std::size_t>(event.seq - 1)].hash == event.hash;
            (same ? applied : doubled) += 1;
        }
        lost += one->saved - static_cast<std::int64_t>(places.size());
        for (const auto& [name, size] : one->packets) {
            const auto path = reg.folder / "packets" / one->office.uuid() / to_hex(ByteView{name});
            const auto there = read_file(path);
            const bool whole = there && sync::packet_digest(*there) == name;
            applied += whole ? 1 : 0;
            lost += whole ? 0 : 1;
        }
        acked += one->saved + static_cast<std::int64_t>(one->packets.size());
        faults += one->lives - 1;
        forks += must(reg.books->ledger().origin(one->office.uuid())).value().cursor.quarantined ? 1 : 0;
        CHECK(one->ahead == 0);
    }
    std::cout << kills << " gateways, " << crashes << " databases, " << partitions << " lines, seed " << seed << "\nacked " << acked << " applied " << applied << " lost " << lost << " doubled " << doubled << " forks " << forks << " faults " << faults << '\n';
    CHECK(lost == 0);
    CHECK(doubled == 0);
    CHECK(forks == 0);
    CHECK(applied == acked);
}

}  // namespace

TEST_CASE("chaos: offices, gateways, database and lines die at random, and everything arrives once") { chaos(3, std::chrono::seconds(3), 8); }

TEST_CASE("chaos: six offices for as long as one likes", "[.long]") {
    const auto* span = std::getenv("LOKET_CHAOS_S");
    chaos(6, std::chrono::seconds(span == nullptr ? 300 : std::atoi(span)), 1);
}
