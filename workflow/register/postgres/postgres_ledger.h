#pragma once
// The register's ledger on PostgreSQL 15: any number of stateless gateways share it; a cursor's row is the lock.

#include "workflow/register/ledger/ledger.h"

namespace loket::centre {

class Connection;

/// Brings the schema up to date first. Gone `register.database`; after that every call tries to connect again.
Result<std::unique_ptr<Ledger>> open_postgres_ledger(const std::string& conninfo);
/// Over a connection whose schema is up to date; it may be shared with others on the same thread.
std::unique_ptr<Ledger> ledger_on(std::shared_ptr<Connection> connection);

}  // namespace loket::centre
