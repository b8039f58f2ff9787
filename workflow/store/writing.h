#pragma once
// The statements that put rows into the file. None of them opens or ends a transaction.

#include "workflow/store/batch.h"
#include "workflow/store/chain.h"
#include "workflow/store/database.h"

namespace loket::store {

Status insert_event(Database& database, const StoredEvent& event);
Status insert_audit(Database& database, const StoredAudit& line);
Status upsert(Database& database, const ResidentRow& row);
Status upsert(Database& database, const FamilyRow& row);
/// Whether it was there.
Result<bool> delete_blob(Database& database, const Sha256& digest);
/// Everything of a batch that is not a link of a chain.
Status write_rows(Database& database, const Batch& batch);
Status write_meta(Database& database, std::string_view key, std::string_view value);
Status write_head(Database& database, std::string_view chain, const ChainHead& head);

}  // namespace loket::store
