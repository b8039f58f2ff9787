#pragma once
// Reading the log from front to back, in pieces that fit in memory.

#include <functional>
#include <limits>

#include "workflow/engine/checkpoint.h"
#include "workflow/store/store.h"

namespace loket::app {

/// Every event with at least this sequence number, in order; an error of `take` ends it.
Status each_event(store::Store& store, std::int64_t from, const std::function<Status(const store::StoredEvent&)>& take);

/// Corrupt for an event or an actor that this program does not know.
Result<engine::Fact> to_fact(const store::StoredEvent& stored);

/// The facts of the office for engine::rebuild, up to the event `until`; those of the population register are passed over. The store
/// outlives it.
engine::FactSource fact_source(store::Store& store, std::int64_t until = std::numeric_limits<std::int64_t>::max());
/// The state saved beside the log, unless the log does not reach up to it.
Result<std::optional<engine::SavedState>> saved_state(store::Store& store);

}  // namespace loket::app
