#pragma once
// What the centre said, as an office keeps it: in the store's meta, each under its number.

#include <span>

#include "workflow/store/store.h"
#include "workflow/sync/feed.h"
#include "workflow/sync/signing.h"

namespace loket::sync {

/// Directive `seq` of this office. Corrupt `sync.shape`.
Result<std::optional<Directive>> directive(store::Store& store, std::int64_t seq);

/// Puts what is new of a page into the batch; the cursor afterwards. Rejected `sync.signature` where the register did not sign one of them
/// for this office at this place: then nothing of the page counts.
Result<std::int64_t> keep_directives(store::Batch& batch, const PublicKey& centre, const std::string& origin, std::int64_t cursor, std::span<const Directive> page);

}  // namespace loket::sync
