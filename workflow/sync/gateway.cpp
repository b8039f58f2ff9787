#include "workflow/sync/gateway.h"

#include <algorithm>

namespace loket::sync {
namespace {

Received unchanged(const Cursor& cursor, Answer answer) { return {std::move(answer), cursor}; }

Received forked(Cursor cursor) {
    cursor.quarantined = true;
    return {{.verdict = Verdict::Fork, .epoch = cursor.epoch, .at = cursor.last, .known = cursor.last.seq, .code = kFork}, cursor};
}

Received gap(const Cursor& cursor) {
    return unchanged(cursor, {.verdict = Verdict::Gap, .epoch = cursor.epoch, .at = cursor.last, .known = cursor.last.seq, .code = kGap});
}

Received accepted(const Batch& batch, const Cursor& cursor, std::size_t known_events) {
    Answer answer{.verdict = Verdict::Ack, .epoch = cursor.epoch, .at = batch.last(), .known = cursor.last.seq};
    return {std::move(answer), cursor, std::span(batch.events).subspan(known_events)};
}

/// Of the events from `from` on, the first that the register does not have: what was kept of a former epoch is recognised.
std::size_t skip_known(const Batch& batch, std::size_t from, const Knows& knows) {
    while (from < batch.events.size() && knows({batch.events[from].seq, batch.events[from].hash})) ++from;
    return from;
}

/// The log as it goes on in the register's epoch.
Received go_on(const Cursor& cursor, const Batch& batch, const Knows& knows, Defences defences) {
    if (batch.before.seq > cursor.last.seq) return gap(cursor);
    const auto end = batch.last();
    const bool fits = end.seq < cursor.last.seq ? knows(end) : batch.hash_at(cursor.last.seq) == cursor.last.hash;
    if (!fits && defences.hash) return forked(cursor);
    const auto known = std::min(batch.events.size(), static_cast<std::size_t>(cursor.last.seq - batch.before.seq));
    auto next = cursor;
    if (end.seq > cursor.last.seq) next.last = end;
    return accepted(batch, next, defences.dedup ? skip_known(batch, known, knows) : 0);
}

/// A restored or replaced disk goes on from a link that the register has.
Received begin_epoch(const Cursor& cursor, const Batch& batch, const Knows& knows, Defences defences) {
    const bool at_start = batch.before.seq == 0;
    if (!at_start && cursor.epoch == 0) return gap(cursor);
    const bool fits = at_start ? batch.before.hash == store::genesis("event", {batch.origin, batch.epoch}) : knows(batch.before);
    if (!fits && defences.hash) return forked(cursor);
    return accepted(batch, {batch.epoch, batch.last(), false}, defences.dedup ? skip_known(batch, 0, knows) : 0);
}

}  // namespace

Received receive(const Cursor& cursor, const Batch& batch, const Knows& knows, Defences defences) {
    if (batch.events.empty()) return unchanged(cursor, refusal(kShape, cursor.epoch));
    if (cursor.quarantined) return unchanged(cursor, refusal(kQuarantined, cursor.epoch));
    if (batch.epoch < cursor.epoch) return unchanged(cursor, refusal(kOldEpoch, cursor.epoch));
    return batch.epoch == cursor.epoch ? go_on(cursor, batch, knows, defences) : begin_epoch(cursor, batch, knows, defences);
}

Cursor released(Cursor cursor) {
    cursor.quarantined = false;
    return cursor;
}

}  // namespace loket::sync
