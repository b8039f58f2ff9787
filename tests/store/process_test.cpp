#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <map>
#include <set>

#include "tests/store/fixture.h"
#include "tests/store/full_disk.h"

using namespace loket;
using namespace loket::store;
using namespace loket::store::test;
using loket::test::FullDisk;

namespace {

struct Acknowledgement {
    std::int64_t seq;
    Sha256 hash;
};

/// Commits for ever, telling the parent of each commit only after it returned.
[[noreturn]] void write_until_killed(const std::filesystem::path& path, int pipe, int first) {
    auto store = open_at(path);
    if (!store) ::_exit(2);
    for (int number = first;; number += 2) {
        Batch batch;
        batch.add(event_number(number)).add(event_number(number + 1)).add(audit_number(number));
        const auto events = (*store)->commit(batch);
        if (!events) ::_exit(3);
        for (const auto& event : *events) {
            const Acknowledgement word{event.seq, event.hash};
            if (::write(pipe, &word, sizeof word) != sizeof word) ::_exit(4);
        }
    }
}

/// Lets a writer live for `lifetime` after its first acknowledgement, kills it, and returns what it
/// acknowledged.
std::vector<Acknowledgement> live_and_die(const std::filesystem::path& path, int first, Millis lifetime) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const auto child = ::fork();
    if (child == 0) write_until_killed(path, ends[1], first);
    ::close(ends[1]);
    std::vector<Acknowledgement> words;
    Acknowledgement word{};
    const auto hear = [&] {
        if (::read(ends[0], &word, sizeof word) != sizeof word) return false;
        words.push_back(word);
        return true;
    };
    REQUIRE(hear());
    const auto end = std::chrono::steady_clock::now() + lifetime;
    while (std::chrono::steady_clock::now() < end) {
        pollfd ready{ends[0], POLLIN, 0};
        if (::poll(&ready, 1, 1) == 1 && !hear()) break;
    }
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK((WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL));
    while (hear()) {
    }
    ::close(ends[0]);
    return words;
}

}  // namespace

TEST_CASE(
    "a full disk refuses the commit, keeps the state before it, and the store goes on when there is room") {
    const TemporaryFolder folder;
    auto store = opened(folder / "store.db");
    REQUIRE(store->commit(one_event(1)));
    const auto head = store->event_head();
    Batch large;
    large.add(event_number(2)).put(resident_number(1, "SITI"));
    large.add_blob("photo", Bytes(3'000'000, 5));
    {
        const FullDisk full(1'000'000);
        CHECK(code_of(store->commit(large)) == "disk.full");
        const std::vector<Batch> group{one_event(2), large, one_event(3)};
        for (const auto& outcome : store->commit_all(group)) CHECK(code_of(outcome) == "disk.full");
        CHECK(store->event_head() == head);
        CHECK(store->counts().value().events == 1);
        CHECK(store->counts().value().residents == 0);
        const auto import = store->import_residents([](const Store::Import& put) -> Status {
            for (int number = 0;; ++number) {
                auto row = resident_number(number, "NAMA");
                row.doc = '"' + std::string(5000, 'x') + '"';
                LOKET_TRY(put(row));
            }
        });
        CHECK(code_of(import) == "disk.full");
    }
    CHECK(store->counts().value().residents == 0);
    CHECK(store->commit(large).value().front().seq == 2);
    CHECK(store->verify().value().sound());
    store.reset();
    CHECK(opened(folder / "store.db")->event_head().seq == 2);
}

TEST_CASE("a store cannot be made on a full disk, and can be once there is room") {
    const TemporaryFolder folder;
    {
        const FullDisk full(20'000);
        CHECK(code_of(open_at(folder / "store.db")) == "disk.full");
    }
    CHECK(opened(folder / "store.db")->commit(one_event(1)));
}

TEST_CASE("a writer killed at any moment loses nothing it acknowledged and writes nothing twice", "[contract]") {
    const TemporaryFolder folder;
    const auto path = folder / "store.db";
    opened(path).reset();
    SeededRandom random(11);
    std::map<std::int64_t, Sha256> promised;
    int number = 1;
    for (int kill = 0; kill < 25; ++kill) {
        CAPTURE(kill);
        for (const auto& word : live_and_die(path, number, Millis{random.between(0, 40)}))
            promised[word.seq] = word.hash;
        auto store = opened(path);
        CHECK(store->verify().value().sound());
        std::set<std::string> bodies;
        std::int64_t kept = 0;
        const auto events = store->events(1, 1'000'000).value();
        for (const auto& event : events) {
            CHECK(bodies.insert(event.body).second);
            const auto found = promised.find(event.seq);
            if (found != promised.end() && found->second == event.hash) ++kept;
            number = std::max(number, static_cast<int>(event.seq) + 1);
        }
        REQUIRE(kept == static_cast<std::int64_t>(promised.size()));
        // Pairs are written together: half a batch would leave an odd number.
        CHECK(store->event_head().seq % 2 == 0);
    }
    CHECK(promised.size() >= 50);
}
