#include "workflow/store/store.h"
#include "workflow/store/writing.h"

namespace loket::store {
namespace {

/// The trigger that indexes each new name makes the index write itself out row by row; one rebuild at the end
/// takes a third of the time. Asleep, awake again whatever happens.
class SleepingTriggers {
  public:
    explicit SleepingTriggers(Database& database) : database_(database) { database_.fire_triggers(false); }
    ~SleepingTriggers() { database_.fire_triggers(true); }
    SleepingTriggers(const SleepingTriggers&) = delete;
    SleepingTriggers& operator=(const SleepingTriggers&) = delete;

  private:
    Database& database_;
};

}  // namespace

Result<Store::ImportCount> Store::import_residents(const std::function<Status(const Import& put)>& fill) {
    LOKET_TRY(may_write());
    ImportCount count;
    const SleepingTriggers asleep(*database_);
    LOKET_ASSIGN(transaction, Transaction::begin(*database_));
    const auto put = [&](const ImportRow& row) -> Status {
        ++(std::holds_alternative<ResidentRow>(row) ? count.residents : count.families);
        return std::visit([&](const auto& value) { return upsert(*database_, value); }, row);
    };
    LOKET_TRY(fill(put));
    LOKET_TRY(database_->run("INSERT INTO resident_name (resident_name) VALUES ('rebuild')"));
    LOKET_TRY(finish(transaction));
    return count;
}

}  // namespace loket::store
