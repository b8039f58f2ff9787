// The office's step: what it sends when, how it waits, when it stops for people.

#include <catch2/catch.hpp>

#include "tests/sync/log_tools.h"
#include "workflow/sync/codes.h"
#include "workflow/sync/feed.h"
#include "workflow/sync/office.h"

using namespace loket;
using namespace loket::sync;
using namespace loket::sync::test;
using namespace std::chrono_literals;

namespace {

const Instant kNoon = from_millis(1'796'000'000'000);  // 2026-11-30 03:53 WIB: any hour will do

struct Desk {
    std::vector<store::StoredEvent> log = make_log(30);
    SeededRandom random{5};
    Policy policy;
    Office office{policy, {1, {0, store::genesis("event", kOffice)}, 0}, kNoon};
    Instant now = kNoon;
    std::optional<WaitingPacket> packet;

    explicit Desk(Policy of = {.feed_every = 24h}) : policy(of), office(of, {1, {0, store::genesis("event", kOffice)}, 0}, kNoon) {
        const auto feed = next();  // the first look at the feed
        if (std::holds_alternative<AskFeed>(feed.what)) office.fed(feed.ticket, 0, false, now);
    }
    [[nodiscard]] store::ChainHead at(std::int64_t seq) const { return seq == 0 ? store::ChainHead{0, store::genesis("event", kOffice)} : store::ChainHead{seq, log[static_cast<std::size_t>(seq - 1)].hash}; }
    [[nodiscard]] OwnLog own(std::int64_t end) const {
        return {at(end), [this, end](std::int64_t seq) -> std::optional<Sha256> { return seq <= end ? std::optional(at(seq).hash) : std::nullopt; }};
    }
    Todo next(std::int64_t end = 0) { return office.next(own(end), packet, now, random); }
    void acknowledge(std::int64_t ticket, std::int64_t seq, std::int64_t end, std::int64_t known = 0) {
        office.answered(ticket, {.verdict = Verdict::Ack, .epoch = 1, .at = at(seq), .known = std::max(known, seq)}, own(end), now, random);
    }
};

Instant wait_of(const Todo& todo) { return std::get<Wait>(todo.what).until; }

}  // namespace

TEST_CASE("office: one batch at a time, only an acknowledgement moves on, answers to something else are dropped") {
    Desk desk;
    const auto first = desk.next(10);
    const auto& send = std::get<SendEvents>(first.what);
    CHECK(send.after == desk.at(0));
    CHECK(send.to == 10);
    CHECK(std::holds_alternative<Wait>(desk.next(12).what));
    desk.acknowledge(first.ticket + 1, 10, 12);
    CHECK(desk.office.progress().acked.seq == 0);
    desk.acknowledge(first.ticket, 10, 12);
    CHECK(desk.office.progress().acked == desk.at(10));
    const auto second = desk.next(12);
    CHECK(std::get<SendEvents>(second.what).after == desk.at(10));
    desk.acknowledge(first.ticket, 12, 12);  // doubled on its way
    CHECK(desk.office.progress().acked.seq == 10);
}

TEST_CASE("office: an acknowledgement of what it never wrote is trouble, not progress") {
    Desk desk;
    const auto todo = desk.next(10);
    auto forged = Answer{.verdict = Verdict::Ack, .epoch = 1, .at = {10, sha256(as_bytes("other"))}, .known = 10};
    desk.office.answered(todo.ticket, forged, desk.own(10), desk.now, desk.random);
    CHECK(desk.office.progress().acked.seq == 0);
    CHECK(desk.office.standing().code == kBadAnswer);
}

TEST_CASE("office: pauses double, are jittered and capped, say why and since when, and end with the first success") {
    Desk desk;
    Millis longest{0};
    const auto began = desk.now;
    for (int n = 1; n <= 14; ++n) {
        const auto todo = desk.next(10);
        REQUIRE(std::holds_alternative<SendEvents>(todo.what));
        desk.office.failed(todo.ticket, kNoLink, desk.now, desk.random);
        const auto& standing = desk.office.standing();
        CHECK(standing.code == kNoLink);
        CHECK(standing.failures == n);
        CHECK(standing.since == began);
        const auto pause = standing.next_try - desk.now;
        const auto full = std::min<std::int64_t>(2000ll << (n - 1), 300'000);
        CHECK(pause.count() <= full);
        CHECK(pause.count() >= full / 2 - 1);
        longest = std::max(longest, pause);
        CHECK(wait_of(desk.next(10)) == standing.next_try);
        desk.now = standing.next_try;
    }
    CHECK(longest <= 300s);
    CHECK(longest >= 150s);
    const auto todo = desk.next(10);
    desk.acknowledge(todo.ticket, 10, 10);
    CHECK(desk.office.standing().failures == 0);
    CHECK(desk.office.standing().code.empty());
}

TEST_CASE("office: no answer in time is a failure, and a clock that jumps stops nothing for longer than a pause") {
    Desk desk;
    (void)desk.next(10);
    desk.now += 29s;
    CHECK(std::holds_alternative<Wait>(desk.next(10).what));
    desk.now += 2s;
    (void)desk.next(10);
    CHECK(desk.office.standing().code == kTimeout);
    desk.now -= 24h * 365;  // set back by a year in the middle of a pause
    CHECK(wait_of(desk.next(10)) <= desk.now + 300s);
    desk.now += 300s;
    CHECK(std::holds_alternative<SendEvents>(desk.next(10).what));
    desk.now -= 24h * 365;  // and in the middle of a request
    CHECK(wait_of(desk.next(10)) <= desk.now + 30s);
    desk.now += 24h * 800;  // and ahead
    (void)desk.next(10);
    desk.now += 300s;
    CHECK(std::holds_alternative<SendEvents>(desk.next(10).what));
}

TEST_CASE("office: what only people can settle stops it until they start a new epoch") {
    for (const auto& [answer, code] : {std::pair{Answer{.verdict = Verdict::Fork, .epoch = 4, .code = kFork}, kFork},
                                       {refusal(kOldEpoch, 4), kOldEpoch},
                                       {refusal(kQuarantined, 4), kQuarantined}}) {
        Desk desk;
        const auto todo = desk.next(10);
        desk.office.answered(todo.ticket, answer, desk.own(10), desk.now, desk.random);
        CHECK(desk.office.standing().stopped);
        CHECK(desk.office.standing().code == code);
        CHECK(desk.office.standing().register_epoch == 4);
        desk.now += 24h;
        CHECK(std::holds_alternative<Wait>(desk.next(10).what));
        desk.office.start_epoch(5);
        CHECK(desk.office.progress().epoch == 5);
        CHECK(std::get<SendEvents>(desk.next(10).what).after == desk.at(0));
    }
    Desk copy;
    const auto todo = copy.next(10);
    copy.acknowledge(todo.ticket, 10, 10, 17);
    CHECK(copy.office.standing().code == kBehind);
    CHECK(copy.office.standing().stopped);
}

TEST_CASE("office: a gap goes back to what the register has, unless that is another log") {
    Desk desk;
    desk.acknowledge(desk.next(10).ticket, 10, 10);
    auto todo = desk.next(20);
    desk.office.answered(todo.ticket, {.verdict = Verdict::Gap, .epoch = 1, .at = desk.at(4), .known = 4, .code = kGap}, desk.own(20), desk.now, desk.random);
    CHECK(desk.office.progress().acked == desk.at(4));
    desk.now = desk.office.standing().next_try;
    todo = desk.next(20);
    desk.office.answered(todo.ticket, {.verdict = Verdict::Gap, .epoch = 0, .code = kGap}, desk.own(20), desk.now, desk.random);
    CHECK(desk.office.progress().acked == desk.at(0));
    desk.now = desk.office.standing().next_try;
    todo = desk.next(20);
    desk.office.answered(todo.ticket, {.verdict = Verdict::Gap, .epoch = 1, .at = {4, sha256(as_bytes("other"))}, .known = 4, .code = kGap}, desk.own(20), desk.now, desk.random);
    CHECK(desk.office.standing().code == kFork);
}

TEST_CASE("office: events before packets, packets in pieces from where the register has them") {
    Desk desk;
    desk.packet = WaitingPacket{Digest{1}, 600 << 10};
    auto todo = desk.next(5);
    REQUIRE(std::holds_alternative<SendEvents>(todo.what));
    desk.acknowledge(todo.ticket, 5, 5);
    todo = desk.next(5);
    REQUIRE(std::holds_alternative<AskPacket>(todo.what));
    CHECK_FALSE(desk.office.answered(todo.ticket, PacketAnswer{100 << 10}, desk.now, desk.random));
    todo = desk.next(5);
    CHECK(std::get<SendPiece>(todo.what).offset == 100 << 10);
    CHECK(std::get<SendPiece>(todo.what).length == 256 << 10);
    CHECK_FALSE(desk.office.answered(todo.ticket, PacketAnswer{356 << 10}, desk.now, desk.random));
    todo = desk.next(6);  // an event has come: it overtakes
    REQUIRE(std::holds_alternative<SendEvents>(todo.what));
    desk.acknowledge(todo.ticket, 6, 6);
    todo = desk.next(6);
    CHECK(std::get<SendPiece>(todo.what).offset == 356 << 10);
    desk.office.failed(todo.ticket, kTimeout, desk.now, desk.random);
    desk.now = desk.office.standing().next_try;
    todo = desk.next(6);
    REQUIRE(std::holds_alternative<AskPacket>(todo.what));  // after a failure it asks again
    CHECK_FALSE(desk.office.answered(todo.ticket, PacketAnswer{600 << 10}, desk.now, desk.random));
    todo = desk.next(6);
    CHECK(std::get<SendPiece>(todo.what).length == 0);  // only the proof is missing
    CHECK(desk.office.answered(todo.ticket, PacketAnswer{600 << 10, true}, desk.now, desk.random));
}

TEST_CASE("office: packets keep to their hours and their share of the link, events do not wait") {
    Desk desk({.feed_every = 24h, .bytes_per_second = 1000, .packets_from = 18, .packets_to = 6});
    const auto day = Date{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{30}};
    desk.packet = WaitingPacket{Digest{1}, 600 << 10};
    desk.now = wib_instant(day, 10);
    auto todo = desk.next();
    CHECK(std::get<Wait>(todo.what).code == kHours);
    CHECK(wait_of(todo) == wib_instant(day, 18));
    REQUIRE(std::holds_alternative<SendEvents>((todo = desk.next(3)).what));
    desk.acknowledge(todo.ticket, 3, 3);
    desk.now = wib_instant(day, 18);
    todo = desk.next(3);
    CHECK_FALSE(desk.office.answered(todo.ticket, PacketAnswer{}, desk.now, desk.random));
    todo = desk.next(3);
    REQUIRE(std::holds_alternative<SendPiece>(todo.what));
    desk.office.sent(256 << 10, desk.now);
    CHECK_FALSE(desk.office.answered(todo.ticket, PacketAnswer{256 << 10}, desk.now, desk.random));
    todo = desk.next(3);
    CHECK(std::get<Wait>(todo.what).code == kBudget);
    const auto worked_off = Millis(256 * 1024);  // milliseconds, at a byte each
    CHECK(wait_of(todo) - desk.now == worked_off);
    CHECK(std::holds_alternative<SendEvents>(desk.next(4).what));
}

TEST_CASE("office: an answer by stick counts as one over the link, unless it is history") {
    Desk desk;
    desk.office.carried({.verdict = Verdict::Ack, .epoch = 1, .at = desk.at(6), .known = 6}, desk.own(10), desk.now, desk.random);
    CHECK(desk.office.progress().acked.seq == 6);
    desk.office.carried({.verdict = Verdict::Ack, .epoch = 1, .at = desk.at(3), .known = 3}, desk.own(10), desk.now, desk.random);
    CHECK(desk.office.progress().acked.seq == 6);
    desk.office.start_epoch(2);
    desk.office.carried({.verdict = Verdict::Fork, .epoch = 1, .code = kFork}, desk.own(10), desk.now, desk.random);
    desk.office.carried(refusal(kOldEpoch, 2), desk.own(10), desk.now, desk.random);
    CHECK_FALSE(desk.office.standing().stopped);
    desk.office.carried(refusal(kOldEpoch, 3), desk.own(10), desk.now, desk.random);
    CHECK(desk.office.standing().stopped);
}

TEST_CASE("feed: each directive once, in order, none behind a gap") {
    const std::vector<Directive> page{{.seq = 3}, {.seq = 4}, {.seq = 5}, {.seq = 7}};
    CHECK(take(4, page).cursor == 5);
    CHECK(take(4, page).fresh.size() == 1);
    CHECK(take(1, page).fresh.empty());
    CHECK(take(2, page).cursor == 5);
    CHECK(take(9, page).cursor == 9);
}

TEST_CASE("packet: pieces follow each other, the whole is proven, what is damaged begins again") {
    const Bytes content(1000, 7);
    const auto name = packet_digest(content);
    auto step = patch({}, 1000, 0, 400);
    CHECK(step.write);
    CHECK_FALSE(step.prove);
    const auto row = step.row;
    for (const auto offset : {0, 399, 401, 1000}) CHECK(patch(row, 1000, offset, 100).answer.code == kPacketOffset);
    CHECK(patch(row, 1000, 400, 601).answer.code == kPacketOffset);
    CHECK(patch(row, 1000, 400, 0).answer.code == kPacketOffset);
    CHECK(patch(row, 999, 400, 10).answer.code == kPacketDigest);
    CHECK(patch({}, kMostPacketBytes + 1, 0, 10).answer.code == kTooLarge);
    step = patch(row, 1000, 400, 600);
    REQUIRE(step.prove);
    CHECK(patch(step.row, 1000, 1000, 0).prove);  // the gateway died before it was proven
    CHECK(prove(step.row, name, name).row.complete);
    CHECK(prove(step.row, name, packet_digest(Bytes(1000, 8))).row == PacketRow{});
    CHECK(prove(step.row, name, Digest{}).answer.code == kPacketDigest);
    const auto whole = prove(step.row, name, name).row;
    CHECK(patch(whole, 1000, 0, 400).answer == PacketAnswer{1000, true});
    CHECK(PacketHash().add(ByteView(content).first(300)).add(ByteView(content).subspan(300)).finish() == name);
}
