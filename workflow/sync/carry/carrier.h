#pragma once
// An office's exchange by stick, over its store.

#include "workflow/sync/carry/outbox.h"
#include "workflow/sync/carry/shipment.h"

namespace loket::sync {

/// Pins the register. Nothing changes for the same card; Rejected `sync.other_key` for another, `sync.wrong_card` for an office's.
Status enrol(store::Store& store, const Card& card);
/// Rejected `sync.not_enrolled`.
Result<Card> register_of(store::Store& store);

struct Shipment {
    Bytes file = {};
    std::int64_t events = 0, last = 0;
    bool more = false;  ///< as much as fits into one file; the rest goes into the next one, after this one's receipt
    Instant at{};
};
/// Everything after what the register acknowledged; what is on its way on another stick goes along once more.
Result<Shipment> make_shipment(store::Store& store, const SigningKey& key, Instant now);
/// After the file is written.
Status note_shipment(store::Store& store, const Shipment& shipment);
/// Rejected `sync.signature`, `sync.wrong_place` for another office's receipt. An old receipt changes nothing.
Result<Exchange> take_receipt(store::Store& store, ByteView file, Instant now, Random& random);

/// What a person is told.
struct Situation {
    std::string origin;
    Exchange exchange;
    std::int64_t head = 0, waiting = 0;
    bool enrolled = false;
    std::string code;              ///< why something waits; empty: all is well
    std::optional<Instant> since;  ///< the oldest event that waits was written then
};
Result<Situation> status_of(store::Store& store);

}  // namespace loket::sync
