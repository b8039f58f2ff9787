#include "workflow/store/store.h"
#include "workflow/store/writing.h"

namespace loket::store {
Result<Store::ImportCount> Store::import_residents(const std::function<Status(const Import& put)>& fill) {
    LOKET_TRY(may_write());
    ImportCount count;
    const auto bulk = home_->bulk();
    LOKET_ASSIGN(transaction, Transaction::begin(*database_));
    const auto put = [&](const ImportRow& row) -> Status {
        ++(std::holds_alternative<ResidentRow>(row) ? count.residents : count.families);
        return std::visit([&](const auto& value) { return upsert(*database_, value); }, row);
    };
    LOKET_TRY(fill(put));
    LOKET_TRY(bulk->finish());
    LOKET_TRY(finish(transaction));
    return count;
}

}  // namespace loket::store
