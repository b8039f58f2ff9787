#pragma once
// The schema only ever moves forward, one numbered step at a time, each step whole or not at all.

#include <span>
#include <string_view>

#include "workflow/store/database.h"

namespace loket::store {

/// One step: step n brings a store from version n to n + 1.
struct Migration {
    std::string_view name;
    std::string_view sql;
};

/// The steps of this program, from assets/schema/NNN_*.sql.
std::span<const Migration> migrations();

/// The same for a store on a server, from assets/schema/server: every table as after the last step of a file, at other numbers.
std::span<const Migration> server_migrations();

/// The step a file is at. `store.newer_schema` if it is beyond `steps`.
Result<std::int64_t> schema_version(Database& database, std::span<const Migration> steps);
/// Runs the missing steps. A failing step leaves the file at the step before it.
Status migrate(Database& database, std::span<const Migration> steps);

}  // namespace loket::store
