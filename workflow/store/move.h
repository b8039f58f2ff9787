#pragma once
// An office that grows (scale C): its store leaves the file for a PostgreSQL.

#include "workflow/store/store.h"

namespace loket::store {

/// Every row of the store of `file` into the empty database of `server`, in one transaction, then everything proven there. The file stays as it is
/// and must not be worked with any more. Errors as of Store::open; Rejected `store.not_empty` for a database that holds a store; Corrupt
/// `store.corrupt` where the copy is not sound. `random` is never asked for anything that stays.
Result<VerifyReport> move_to_server(const StoreOptions& file, const StoreOptions& server, Random& random);

}  // namespace loket::store
