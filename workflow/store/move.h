#pragma once
// An office that grows (scale C): its store leaves the file for a PostgreSQL.

#include "workflow/store/store.h"

namespace loket::store {

/// Every row of the store of `file` into the empty database of `server`, in one transaction, counted and proven there; then `settle` makes it known, while
/// nobody else can open the file, which stays as it is and must not be worked with any more. Again after an interruption goes on where it was. Errors as of Store::open;
/// Rejected `store.not_empty` for a database that holds another store; Corrupt `store.corrupt` where what arrived is not what left. `random` is never asked for
/// anything that stays.
Result<VerifyReport> move_to_server(const StoreOptions& file, const StoreOptions& server, Random& random, const std::function<Status()>& settle = {});

}  // namespace loket::store
