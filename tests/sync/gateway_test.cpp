// The register's step, case by case.

#include <catch2/catch.hpp>

#include <set>

#include "devices/base/random.h"
#include "tests/sync/log_tools.h"
#include "workflow/sync/gateway.h"

using namespace loket;
using namespace loket::sync;
using namespace loket::sync::test;

namespace {

/// A register of one origin, as a gateway keeps it.
struct Register {
    Cursor cursor;
    std::set<std::pair<std::int64_t, Sha256>> links;
    std::vector<std::int64_t> stored;

    Answer push(const Batch& batch, Defences defences = {}) {
        const auto received = receive(cursor, batch, [&](const store::ChainHead& link) { return links.contains({link.seq, link.hash}); }, defences);
        for (const auto& event : received.fresh) links.insert({event.seq, event.hash}), stored.push_back(event.seq);
        cursor = received.cursor;
        return received.answer;
    }
};

}  // namespace

TEST_CASE("gateway: a log arrives once, however often and in whatever pieces it is sent") {
    const auto log = make_log(40);
    Register reg;
    SeededRandom random(3);
    std::int64_t acked = 0;
    for (int n = 0; n < 300 || acked < 40; ++n) {
        const auto from = random.between(0, std::min(39, static_cast<int>(acked)));
        const auto to = random.between(from + 1, 40);
        const auto answer = reg.push(piece(log, from, to));
        REQUIRE(answer.verdict == Verdict::Ack);
        CHECK(answer.at == store::ChainHead{to, log[static_cast<std::size_t>(to - 1)].hash});
        acked = std::max<std::int64_t>(acked, to);
        CHECK(reg.cursor.last.seq == acked);
    }
    REQUIRE(reg.stored.size() == 40);
    for (std::int64_t seq = 1; seq <= 40; ++seq) CHECK(reg.stored[static_cast<std::size_t>(seq - 1)] == seq);
}

TEST_CASE("gateway: a hole is told with the last link that is there, and stores nothing") {
    const auto log = make_log(20);
    Register reg;
    CHECK(reg.push(piece(log, 5, 9)).verdict == Verdict::Gap);
    CHECK(reg.cursor == Cursor{});
    REQUIRE(reg.push(piece(log, 0, 4)).verdict == Verdict::Ack);
    const auto answer = reg.push(piece(log, 5, 9));
    CHECK(answer.verdict == Verdict::Gap);
    CHECK(answer.at == store::ChainHead{4, log[3].hash});
    CHECK(reg.stored.size() == 4);
}

TEST_CASE("gateway: another log under the same name is a fork, wherever it parts, and nobody is let in until an officer has looked") {
    const auto log = make_log(20), other = make_log(20, 8);  // parts after the 8th
    for (const auto& [from, to] : {std::pair{8, 9}, {6, 12}, {0, 20}, {12, 16}, {12, 13}, {0, 12}}) {
        CAPTURE(from, to);
        Register reg;
        REQUIRE(reg.push(piece(log, 0, 12)).verdict == Verdict::Ack);
        const auto before = reg.stored.size();
        CHECK(reg.push(piece(other, from, to)).verdict == Verdict::Fork);
        CHECK(reg.cursor.quarantined);
        CHECK(reg.push(piece(log, 12, 14)).code == kQuarantined);
        CHECK(reg.push(piece(other, 8, 9, 2)).code == kQuarantined);
        CHECK(reg.stored.size() == before);
        reg.cursor = released(reg.cursor);
        CHECK(reg.push(piece(log, 12, 14)).verdict == Verdict::Ack);
    }
    Register reg;
    auto foreign = piece(log, 0, 4);
    foreign.before.hash[0] ^= 1;
    CHECK(reg.push(foreign).verdict == Verdict::Fork);  // does not begin at its own genesis
}

TEST_CASE("gateway: a new epoch goes on where the register and the copy agree, and what it has is recognised") {
    const auto log = make_log(20), restored = make_log(20, 8);
    Register reg;
    REQUIRE(reg.push(piece(log, 0, 12)).verdict == Verdict::Ack);
    const auto answer = reg.push(piece(restored, 4, 11, 2));
    CHECK(answer.verdict == Verdict::Ack);
    CHECK(answer.epoch == 2);
    CHECK(answer.at.seq == 11);
    CHECK(answer.known == 11);
    CHECK(reg.stored.size() == 15);  // 12 of the old, 9 to 11 of the new
    CHECK(reg.push(piece(log, 12, 14)).code == kOldEpoch);
    CHECK(reg.push(piece(restored, 11, 20, 2)).verdict == Verdict::Ack);
    CHECK(reg.stored.size() == 24);
    CHECK(reg.push(piece(make_log(20, 3), 15, 16, 3)).verdict == Verdict::Fork);  // hangs on nothing that is known
}

TEST_CASE("gateway: a copy that sends only what is known is told how much more there was") {
    const auto log = make_log(20);
    Register reg;
    REQUIRE(reg.push(piece(log, 0, 15)).verdict == Verdict::Ack);
    const auto answer = reg.push(piece(log, 4, 10));
    CHECK(answer.verdict == Verdict::Ack);
    CHECK(answer.at.seq == 10);
    CHECK(answer.known == 15);
}

TEST_CASE("gateway: without its defences a register stores twice, and takes what does not fit") {
    const auto log = make_log(20), other = make_log(20, 8);
    Register twice;
    REQUIRE(twice.push(piece(log, 0, 6)).verdict == Verdict::Ack);
    CHECK(twice.push(piece(log, 2, 8), {.dedup = false}).verdict == Verdict::Ack);
    CHECK(twice.stored.size() == 12);
    Register blind;
    REQUIRE(blind.push(piece(log, 0, 12)).verdict == Verdict::Ack);
    CHECK(blind.push(piece(other, 12, 14), {.hash = false}).verdict == Verdict::Ack);
}
