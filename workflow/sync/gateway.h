#pragma once
// The register's step: what a batch changes. Pure; the caller locks the cursor's row, calls, writes `fresh` and `cursor` in one
// transaction, commits, and only then answers.

#include <functional>
#include <span>

#include "workflow/sync/answer.h"
#include "workflow/sync/batch.h"
#include "workflow/sync/codes.h"

namespace loket::sync {

/// What the register has of one origin.
struct Cursor {
    std::int64_t epoch = 0;  ///< 0 before the first batch
    store::ChainHead last;   ///< end of the log as it is in that epoch
    bool quarantined = false;
    bool operator==(const Cursor&) const = default;
};

/// Whether the register holds this link of the origin's log, of whatever epoch.
using Knows = std::function<bool(const store::ChainHead&)>;

struct Received {
    Answer answer;
    Cursor cursor;                                ///< as it is afterwards
    std::span<const store::StoredEvent> fresh{};  ///< of the batch: to be stored under its epoch
};

/// `batch` was decoded, so its signature and inner chain hold.
Received receive(const Cursor& cursor, const Batch& batch, const Knows& knows, Defences defences = {});

/// An officer of the centre has looked: the origin may send again, under a new epoch.
Cursor released(Cursor cursor);

}  // namespace loket::sync
