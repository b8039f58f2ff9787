#pragma once
// Where the store's owner is: whoever writes a stick or speaks to the register works beside it.

#include <functional>

#include "workflow/store/store.h"

namespace loket::sync {

/// Runs work where the store's owner is and waits for it. Any Status is the work's own, or why it could not run.
using AtStore = std::function<Status(const std::function<Status(store::Store&)>& work)>;

/// Of a store that nobody else works with just now, and that outlives it.
inline AtStore at_hand(store::Store& store) {
    return [&store](const auto& work) { return work(store); };
}

}  // namespace loket::sync
