#include "workflow/sync/office.h"

#include <algorithm>

#include "workflow/sync/codes.h"

namespace loket::sync {

Todo Office::begin(Todo todo, Instant now) {
    todo.ticket = ++tickets_;
    under_way_ = UnderWay{todo.ticket, now};
    return todo;
}

/// Small events before packets, packets only in their hours and within their share.
Todo Office::next(const OwnLog& log, const std::optional<WaitingPacket>& packet, Instant now, Random& random) {
    if (under_way_) {
        under_way_->since = std::min(under_way_->since, now);  // the clock was set back
        if (now < under_way_->since + policy_.patience) return {0, Wait{under_way_->since + policy_.patience}};
        under_way_.reset();
        trouble(kTimeout, now, random);
    }
    if (standing_.stopped) return {0, Wait{now + policy_.longest_pause, standing_.code}};
    standing_.next_try = std::min(standing_.next_try, now + policy_.longest_pause);  // the same
    if (standing_.failures > 0 && now < standing_.next_try) return {0, Wait{standing_.next_try, standing_.code}};
    if (log.head.seq > progress_.acked.seq) {
        const auto most = static_cast<std::int64_t>(policy_.batch_events);
        return begin({0, SendEvents{progress_.acked, std::min(log.head.seq, progress_.acked.seq + most)}}, now);
    }
    next_feed_ = std::min(next_feed_, now + policy_.feed_every);
    if (now >= next_feed_) return begin({0, AskFeed{progress_.feed}}, now);
    if (packet)
        if (const auto step = packet_step(*packet, now)) return begin(*step, now);
    return {0, rest(packet, now)};
}

std::optional<Todo> Office::packet_step(const WaitingPacket& packet, Instant now) {
    if (packets_wait_until(policy_, now) || budget_.free_at(now) > now) return std::nullopt;
    packet_sent_ = packet.name;
    if (!packet_at_ || packet_at_->first != packet.name || packet_at_->second > packet.size) return Todo{0, AskPacket{packet}};
    const auto offset = packet_at_->second;
    return Todo{0, SendPiece{packet, offset, std::min(policy_.piece_bytes, packet.size - offset)}};
}

/// Nothing can be sent now: until the next look at the feed, or until packets may go on.
Wait Office::rest(const std::optional<WaitingPacket>& packet, Instant now) {
    if (!packet) return {next_feed_};
    if (const auto hours = packets_wait_until(policy_, now)) return {std::min(next_feed_, *hours), kHours};
    return {std::min(next_feed_, budget_.free_at(now)), kBudget};
}

bool Office::ends(std::int64_t ticket) {
    if (!under_way_ || under_way_->ticket != ticket) return false;
    under_way_.reset();
    return true;
}

void Office::well() { standing_ = {}; }

void Office::trouble(const std::string& code, Instant now, Random& random) {
    if (standing_.failures++ == 0) standing_.since = now;
    standing_.code = code;
    standing_.next_try = now + pause_after(standing_.failures, policy_, random);
    packet_at_.reset();
}

void Office::stop(const std::string& code, std::int64_t register_epoch, Instant now) {
    if (!standing_.stopped) standing_.since = now;
    standing_.code = code;
    standing_.stopped = true;
    standing_.register_epoch = register_epoch;
}

void Office::failed(std::int64_t ticket, const std::string& code, Instant now, Random& random) {
    if (ends(ticket)) trouble(code, now, random);
}

void Office::answered(std::int64_t ticket, const Answer& answer, const OwnLog& log, Instant now, Random& random) {
    if (ends(ticket)) take(answer, log, now, random);
}

void Office::carried(const Answer& answer, const OwnLog& log, Instant now, Random& random) {
    // A stick is slow: what it says of an epoch that has passed, or of less than is known by now, is history.
    const bool nothing_there = answer.verdict == Verdict::Gap && answer.epoch == 0;
    const bool passed = (answer.epoch < progress_.epoch && !nothing_there) || (answer.code == kOldEpoch && answer.epoch == progress_.epoch);
    const bool ahead = answer.at.seq > progress_.acked.seq, behind = answer.at.seq < progress_.acked.seq;
    const bool news = answer.verdict == Verdict::Ack ? ahead : answer.verdict != Verdict::Gap || behind;
    if (!passed && news) take(answer, log, now, random);
}

void Office::compared(std::int64_t epoch, std::int64_t seq, const OwnLog& log, Instant now) {
    if (epoch > progress_.epoch) stop(kOldEpoch, epoch, now);
    else if (epoch == progress_.epoch && seq > log.head.seq) stop(kBehind, epoch, now);
}

void Office::take(const Answer& answer, const OwnLog& log, Instant now, Random& random) {
    switch (answer.verdict) {
        case Verdict::Ack: {
            if (answer.epoch != progress_.epoch || log.hash_at(answer.at.seq) != answer.at.hash) return trouble(kBadAnswer, now, random);
            if (answer.at.seq > progress_.acked.seq) progress_.acked = answer.at;
            well();
            if (answer.known > log.head.seq) stop(kBehind, answer.epoch, now);
            return;
        }
        case Verdict::Gap: return step_back(answer, log, now, random);
        case Verdict::Fork: return stop(kFork, answer.epoch, now);
        case Verdict::Refused: break;
    }
    const bool for_people = answer.code == kOldEpoch || answer.code == kQuarantined;
    for_people ? stop(answer.code, answer.epoch, now) : trouble(answer.code, now, random);
}

/// The register has less than it once acknowledged: from there again, where our log still says the same.
void Office::step_back(const Answer& answer, const OwnLog& log, Instant now, Random& random) {
    const bool same = answer.epoch == 0 || log.hash_at(answer.at.seq) == answer.at.hash;
    if (!same) return stop(kFork, answer.epoch, now);
    const auto first = log.hash_at(0);
    progress_.acked = answer.epoch == 0 && first ? store::ChainHead{0, *first} : answer.at;
    trouble(kGap, now, random);
}

bool Office::answered(std::int64_t ticket, const PacketAnswer& answer, Instant now, Random& random) {
    if (!ends(ticket)) return false;
    if (!answer.code.empty()) {
        trouble(answer.code, now, random);
        return false;
    }
    well();
    if (answer.complete) packet_at_.reset();
    else packet_at_ = {packet_sent_, answer.offset};
    return answer.complete;
}

void Office::fed(std::int64_t ticket, std::int64_t cursor, bool more, Instant now) {
    progress_.feed = std::max(progress_.feed, cursor);
    if (!ends(ticket)) return;
    well();
    next_feed_ = more ? now : now + policy_.feed_every;
}

void Office::start_epoch(std::int64_t epoch) {
    progress_.epoch = std::max(progress_.epoch, epoch);
    under_way_.reset();
    packet_at_.reset();
    standing_ = {};
}

}  // namespace loket::sync
