#include "workflow/store/schema.h"

#include <fmt/format.h>

#include "workflow/store/failure.h"

namespace loket::store {

Result<std::int64_t> schema_version(Database& database, std::span<const Migration> steps) {
    LOKET_ASSIGN(version, database.schema_step());
    if (version > static_cast<std::int64_t>(steps.size()))
        return Error{
            Fault::Unsupported,
            fmt::format("the store is at schema {}, this program knows {}: install the newer Loket again",
                        version, steps.size()),
            kNewerSchema};
    return version;
}

Status migrate(Database& database, std::span<const Migration> steps) {
    LOKET_ASSIGN(version, schema_version(database, steps));
    for (auto step = static_cast<std::size_t>(version); step < steps.size(); ++step) {
        LOKET_ASSIGN(transaction, Transaction::begin(database));
        LOKET_TRY(database.script(std::string(steps[step].sql)));
        LOKET_TRY(database.set_schema_step(static_cast<std::int64_t>(step) + 1));
        LOKET_TRY(transaction.commit());
    }
    return {};
}

}  // namespace loket::store
