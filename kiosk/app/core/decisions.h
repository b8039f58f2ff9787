#pragma once
// What one officer decided lately, read from the end of the log.

#include "workflow/engine/events.h"
#include "workflow/store/store.h"

namespace loket::app {

struct Decision {
    Instant at{};
    std::string case_id;
    std::string verdict;  ///< "paraf", "signed", "returned"
    std::string reason;   ///< of a return
};

/// Where the reading stands: `next` is the event to look at next, 0 when all was read.
struct DecisionsRead {
    std::int64_t next = 0;
    std::vector<Decision> found;  ///< newest first
};

/// Adds what is in the next `limit` events towards the beginning; stops at the first one before `since`.
Result<DecisionsRead> read_decisions(store::Store& store, DecisionsRead so_far, const std::string& user, Instant since, std::int64_t limit = 1000);

}  // namespace loket::app
