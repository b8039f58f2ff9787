// One suite for every ledger: a file, and PostgreSQL 15 with its own folder and socket.

#include <catch2/catch.hpp>

#include <map>
#include <thread>

#include "devices/base/random.h"
#include "tests/register/tools.h"
#include "tests/sync/log_tools.h"
#include "workflow/register/postgres/postgres_ledger.h"

using namespace loket;
using namespace loket::sync::test;
using loket::centre::test::TemporaryFolder, loket::centre::test::server, loket::centre::test::new_database;

namespace {

const sync::PublicKey kKey{1, 2, 3};

/// A ledger of one kind that can be closed and opened again.
class Kept {
  public:
    explicit Kept(bool postgres) : postgres_(postgres) {
        if (postgres) conninfo_ = new_database();
        open();
        REQUIRE(ledger->admit(kOffice.uuid, kKey));
    }
    void open() {
        ledger.reset();
        auto opened = another();
        if (!opened) FAIL(opened.error().context);
        ledger = std::move(*opened);
    }
    Result<std::unique_ptr<centre::Ledger>> another() {
        return postgres_ ? centre::open_postgres_ledger(conninfo_) : centre::open_file_ledger(folder_ / "register.db", store::Key{3});
    }
    centre::Origin origin() { return ledger->origin(kOffice.uuid).value().value(); }
    sync::Answer push(const sync::Batch& batch) {
        const auto answer = ledger->push(batch);
        if (!answer) FAIL(answer.error().context);
        return *answer;
    }

    std::unique_ptr<centre::Ledger> ledger;

  private:
    bool postgres_;
    std::string conninfo_;
    TemporaryFolder folder_;
};

void check_same(const std::vector<store::StoredEvent>& stored, const std::vector<store::StoredEvent>& log) {
    REQUIRE(stored.size() == log.size());
    for (std::size_t n = 0; n < log.size(); ++n) {
        CHECK(stored[n].hash == log[n].hash);
        CHECK(link_hash(stored[n]) == log[n].hash);  // every field came back byte for byte
    }
}

}  // namespace

TEST_CASE("ledger: offices are admitted once, under one key") {
    for (const bool postgres : {false, true}) {
        CAPTURE(postgres);
        Kept kept(postgres);
        CHECK(kept.ledger->admit(kOffice.uuid, kKey));
        CHECK(kept.ledger->admit(kOffice.uuid, sync::PublicKey{9}).error().code == "sync.other_key");
        CHECK(kept.ledger->admit(std::string(32, 'a'), sync::PublicKey{9}));
        CHECK(kept.ledger->origins().value().size() == 2);
        CHECK(kept.origin().key == kKey);
        CHECK(kept.origin().cursor == sync::Cursor{});
        CHECK_FALSE(kept.ledger->origin(std::string(32, 'b')).value());
        auto strange = piece(make_log(3), 0, 3);
        strange.origin = std::string(32, 'b');
        CHECK(kept.ledger->push(strange).error().code == sync::kUnknownOrigin);
    }
}

TEST_CASE("ledger: a log arrives once in whatever pieces, and stays when it is opened again") {
    auto log = make_log(700);
    for (const bool postgres : {false, true}) {
        CAPTURE(postgres);
        Kept kept(postgres);
        SeededRandom random(3);
        std::int64_t acked = 0;
        for (int n = 0; acked < 700; ++n) {
            const auto from = std::max<std::int64_t>(0, acked - random.between(0, 60));
            const auto to = std::min<std::int64_t>(700, acked + random.between(1, 300));
            const auto answer = kept.push(piece(log, from, to));
            REQUIRE(answer.verdict == sync::Verdict::Ack);
            acked = answer.at.seq;
            if (n == 1) kept.open();
        }
        CHECK(kept.push(piece(log, 0, 400)).verdict == sync::Verdict::Ack);
        CHECK(kept.origin().events == 700);
        check_same(kept.ledger->events(kOffice.uuid, 1).value(), log);
    }
}

TEST_CASE("ledger: words that other databases trip over come back byte for byte") {
    store::ChainHead head{0, store::genesis("event", kOffice)};
    std::vector<store::StoredEvent> log;
    for (const auto* body : {"{}", R"({"b":1,  "a":"\u00e9 é \\ ' \" $1 %s"})", "{\"zero\":0.10}", "[]"})
        log.push_back(store::append(head, kOffice, {"", "Käse'; --", "", body, from_millis(-1)}));
    for (const bool postgres : {false, true}) {
        Kept kept(postgres);
        CHECK(kept.push(piece(log, 0, 4)).verdict == sync::Verdict::Ack);
        check_same(kept.ledger->events(kOffice.uuid, 1).value(), log);
    }
}

TEST_CASE("ledger: gaps, forks, quarantine and epochs are kept") {
    const auto log = make_log(20), restored = make_log(20, 8);
    for (const bool postgres : {false, true}) {
        CAPTURE(postgres);
        Kept kept(postgres);
        CHECK(kept.push(piece(log, 5, 9)).verdict == sync::Verdict::Gap);
        CHECK(kept.push(piece(log, 0, 12)).verdict == sync::Verdict::Ack);
        CHECK(kept.push(piece(restored, 6, 10)).verdict == sync::Verdict::Fork);
        kept.open();
        CHECK(kept.origin().cursor.quarantined);
        CHECK(kept.push(piece(log, 12, 14)).code == sync::kQuarantined);
        REQUIRE(kept.ledger->release(kOffice.uuid));
        CHECK(kept.push(piece(restored, 6, 20, 2)).verdict == sync::Verdict::Ack);
        CHECK(kept.push(piece(log, 12, 14)).code == sync::kOldEpoch);
        CHECK(kept.origin().cursor.epoch == 2);
        CHECK(kept.origin().events == 24);
        CHECK(kept.ledger->events(kOffice.uuid, 2).value().size() == 12);
    }
}

TEST_CASE("ledger: gateways that share a database store each event once") {
    const auto log = make_log(300);
    Kept kept(true);
    std::vector<std::jthread> gateways;
    std::atomic<int> refused = 0;
    for (int n = 0; n < 4; ++n)
        gateways.emplace_back([&, n, ledger = std::move(kept.another().value())] {
            SeededRandom random(static_cast<std::uint64_t>(n));
            for (std::int64_t acked = 0; acked < 300;) {
                const auto answer = ledger->push(piece(log, acked, std::min<std::int64_t>(300, acked + random.between(1, 30))));
                if (!answer || answer->verdict != sync::Verdict::Ack) { ++refused; break; }
                acked = answer->at.seq;
            }
        });
    gateways.clear();
    CHECK(refused == 0);
    CHECK(kept.origin().events == 300);
    check_same(kept.ledger->events(kOffice.uuid, 1).value(), log);
}

TEST_CASE("ledger: a database that dies in the middle of it loses nothing acknowledged and doubles nothing") {
    const auto log = make_log(400);
    Kept kept(true);
    std::int64_t acked = 0;
    int failures = 0;
    std::jthread accidents([](const std::stop_token& stop) {
        for (int n = 0; n < 3 && !stop.stop_requested(); ++n) {
            std::this_thread::sleep_for(std::chrono::milliseconds(150));
            (void)server().crash();
        }
    });
    while (acked < 400 || failures == 0) {
        const auto answer = kept.ledger->push(piece(log, std::max<std::int64_t>(0, acked - 1), std::min<std::int64_t>(400, acked + 1)));
        if (!answer) {
            ++failures;
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            continue;
        }
        REQUIRE(answer->verdict == sync::Verdict::Ack);
        acked = std::max(acked, answer->at.seq);
    }
    accidents.join();
    CHECK(failures > 0);
    CHECK(kept.origin().events == 400);
    check_same(kept.ledger->events(kOffice.uuid, 1).value(), log);
}
