#pragma once
// Proof that the saved state is what the log gives.

#include <functional>

#include "workflow/store/store.h"

namespace loket::app {

struct CheckpointCheck {
    std::int64_t events = 0;                 ///< folded; 0 where no state is saved that this program reads
    std::optional<std::string> difference;   ///< where saved state and log part
};
/// Folds the log from its first event to that of the checkpoint; about 6 s for a million. `progress` hears 0 … 100.
Result<CheckpointCheck> check_checkpoint(store::Store& store, const std::function<void(int percent)>& progress = {});

}  // namespace loket::app
