#pragma once
// The office's store as an outbox: its log is what is sent, its meta remembers how far the register has it.

#include "workflow/store/store.h"
#include "workflow/sync/office.h"

namespace loket::sync {

/// What the store remembers of its exchange with the register.
struct Exchange {
    Progress progress;
    Standing standing;            ///< what last went wrong, if it is not yet well
    std::int64_t exported = 0;    ///< the last event that went out on a stick
    std::optional<Instant> exported_at, answered_at;
};

/// Of a store that never sent anything: nothing acknowledged, the store's epoch. Corrupt `sync.shape` where meta is not what was written.
Result<Exchange> load_exchange(store::Store& store);
Status save_exchange(store::Store& store, const Exchange& exchange);
/// The same as a part of something larger.
void put_exchange(store::Batch& batch, const Exchange& exchange);

/// Valid as long as the store; failures to read count as "not there".
OwnLog own_log(store::Store& store);
/// The events after a link, up to `to`, as many as the policy lets into one batch, at least one.
Result<Batch> read_batch(store::Store& store, std::int64_t epoch, const store::ChainHead& after, std::int64_t to, const Policy& policy);
/// When the first event was written that the register does not have; nothing where it has all.
Result<std::optional<Instant>> waiting_since(store::Store& store, const Progress& progress);

/// From now on this disk is the office, whatever the register knows of others: raises the store's epoch to at least `epoch`, by one at
/// least. Numbers given from now on carry it.
Result<std::int64_t> new_epoch(store::Store& store, Exchange& exchange, std::int64_t epoch);

}  // namespace loket::sync
