#pragma once
// Reading the log from front to back, in pieces that fit in memory.

#include <functional>

#include "workflow/engine/events.h"
#include "workflow/store/store.h"

namespace loket::app {

/// Every event with at least this sequence number, in order; an error of `take` ends it.
Status each_event(store::Store& store, std::int64_t from, const std::function<Status(const store::StoredEvent&)>& take);

/// Corrupt for an event or an actor that this program does not know.
Result<engine::Fact> to_fact(const store::StoredEvent& stored);

}  // namespace loket::app
