// Power fails at any moment: kill -9 at random moments (a hundred in a whole run), each followed by --resume.

#include <catch2/catch.hpp>

#include <map>
#include <sstream>
#include <thread>

#include "devices/base/random.h"
#include "process.h"
#include "tests/whole.h"
#include "workflow/store/key_file.h"
#include "workflow/store/store.h"

using namespace loket;
using test::Process;

namespace {

using Acks = std::map<std::int64_t, std::string>;

/// Adds the complete lines of one run; an acknowledged event that comes twice with another content fails the test.
void add_acks(const std::string& output, Acks& acks) {
    std::istringstream lines(output);
    std::string word, hash;
    std::int64_t seq = 0;
    while (lines >> word) {
        if (word != "ack" || !(lines >> seq >> hash) || hash.size() != 64) continue;  // the last line may be cut
        REQUIRE_FALSE(acks.contains(seq));
        acks[seq] = hash;
    }
}

}  // namespace

TEST_CASE("killed at any moment, the office loses nothing that was acknowledged and doubles nothing") {
    const int kills = test::whole_or(100, 8);
    const int visits = test::whole_or(40, 5);
    const test::Folder folder("kill");
    const std::vector<std::string> demo = {"demo", "--resume", "--quiet", "--no-pictures", "--print-acks", "--seed", "11", "--residents", "600",
                                           "--visits", std::to_string(visits), "--out", folder.str()};
    SeededRandom random(11, "kill");
    Acks acks;
    int killed = 0;
    for (; killed < kills; ++killed) {
        Process run(demo, false);
        std::this_thread::sleep_for(std::chrono::milliseconds(random.between(20, 500)));
        run.kill_now();
        add_acks(run.read_all(), acks);
    }
    const auto last = test::run_program(demo, false);
    REQUIRE(last.code == 0);
    add_acks(last.text, acks);
    CHECK(last.text.find("handed over: " + std::to_string(visits)) != std::string::npos);

    SystemRandom secret;
    const auto key = store::load_or_create_key(folder.path() / "office.key", secret);
    REQUIRE(key);
    auto opened = store::Store::open({.path = folder.path() / "office.db", .key = *key}, secret);
    REQUIRE(opened);
    auto& office = **opened;
    const auto report = office.verify();
    REQUIRE(report);
    CHECK(report->sound());
    const auto events = office.events(1, 1'000'000);
    REQUIRE(events);
    std::map<std::int64_t, std::string> stored;
    for (const auto& event : *events) stored[event.seq] = to_hex(event.hash);
    CHECK(stored.size() == events->size());
    for (const auto& [seq, hash] : acks) {
        INFO("acknowledged event " << seq);
        REQUIRE(stored.contains(seq));
        REQUIRE(stored[seq] == hash);
    }
    WARN("killed " << killed << " times; " << acks.size() << " acknowledged of " << stored.size() << " stored events");
}
