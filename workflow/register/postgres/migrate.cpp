#include <fmt/format.h>

#include "workflow/register/postgres/connection.h"
#include "workflow/register/postgres/migrations.h"

namespace loket::centre {
namespace {

/// Two gateways that start at once: the second waits, and finds it done. The only advisory lock there is; held until the commit.
constexpr const char* kOneAtATime = "SELECT pg_advisory_xact_lock(7078740)";

}  // namespace

Status migrate(Connection& connection) {
    Work work(connection);
    LOKET_TRY(work.begin());
    LOKET_TRY(connection.script(kOneAtATime));
    LOKET_TRY(connection.script("CREATE TABLE IF NOT EXISTS loket_schema (version bigint PRIMARY KEY)"));
    LOKET_ASSIGN(rows, connection.query("SELECT coalesce(max(version), 0) FROM loket_schema"));
    const auto steps = migrations();
    for (auto n = static_cast<std::size_t>(rows.integer(0, 0)); n < steps.size(); ++n) {
        LOKET_TRY(connection.script(std::string(steps[n])));
        LOKET_TRY(connection.script(fmt::format("INSERT INTO loket_schema VALUES ({})", n + 1)));
    }
    return work.commit();
}

}  // namespace loket::centre
