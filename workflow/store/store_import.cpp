#include "workflow/store/store.h"
#include "workflow/store/writing.h"

namespace loket::store {
namespace {

constexpr std::int64_t kProgressEvery = 5000;

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

Result<Store::ImportCount> Store::import_residents(const std::function<std::optional<ImportRow>()>& next,
                                                   const std::function<bool(std::int64_t)>& progress) {
    ImportCount count;
    const SleepingTriggers asleep(*database_);
    LOKET_ASSIGN(transaction, Transaction::begin(*database_));
    while (const auto row = next()) {
        LOKET_TRY(std::visit([&](const auto& value) { return upsert(*database_, value); }, *row));
        ++(std::holds_alternative<ResidentRow>(*row) ? count.residents : count.families);
        const auto done = count.residents + count.families;
        if (progress && done % kProgressEvery == 0 && !progress(done))
            return Error{Fault::Cancelled, "the import was stopped"};
    }
    LOKET_TRY(database_->run("INSERT INTO resident_name (resident_name) VALUES ('rebuild')"));
    LOKET_TRY(finish(transaction));
    return count;
}

}  // namespace loket::store
