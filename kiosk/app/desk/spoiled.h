#pragma once
// The ledger of spoiled blanks, read off the log from its end backwards, a piece at a time, so that nobody waits for the core.

#include <string>
#include <vector>

#include "workflow/store/store.h"

namespace loket::app {

struct SpoiledBlank {
    Instant at;
    std::string serial, resi, user, reason;
};

struct SpoiledRead {
    std::vector<SpoiledBlank> found;  ///< newest first
    std::int64_t next = 0;            ///< sequence number up to which the log is still to be read; 0: everything is there
};

/// Goes on reading backwards from `so_far.next` by a few thousand events, no further than `since`.
Result<SpoiledRead> read_spoiled(store::Store& store, SpoiledRead so_far, Instant since);

}  // namespace loket::app
