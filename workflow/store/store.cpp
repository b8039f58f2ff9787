#include "workflow/store/store.h"

#include "workflow/store/failure.h"
#include "workflow/store/writing.h"

namespace loket::store {

Result<std::vector<StoredEvent>> Store::commit(const Batch& batch) { return std::move(commit_all({&batch, 1}).front()); }

std::vector<Result<std::vector<StoredEvent>>> Store::commit_all(std::span<const Batch> batches) {
    Outcomes outcomes;
    const auto before = heads_;
    const auto status = broken_ ? Status(*broken_) : write_group(batches, outcomes);
    if (!status) {
        heads_ = before;
        latch(status.error());
        return Outcomes(batches.size(), status.error());
    }
    if (!observer_) return outcomes;
    for (const auto& outcome : outcomes) {
        if (outcome && !outcome->empty()) observer_(*outcome);
    }
    return outcomes;
}

Status Store::write_group(std::span<const Batch> batches, Outcomes& outcomes) {
    const auto before = heads_;
    LOKET_ASSIGN(transaction, Transaction::begin(*database_));
    for (const auto& batch : batches) {
        outcomes.push_back(write_apart(batch));
        // A full or failing disk has rolled back everything, not only this batch.
        if (!database_->in_transaction()) return outcomes.back().error();
    }
    LOKET_TRY(save_heads(before));
    return transaction.commit();
}

/// A batch inside a group: its failure undoes it alone.
Result<std::vector<StoredEvent>> Store::write_apart(const Batch& batch) {
    const auto before = heads_;
    LOKET_TRY(database_->run("SAVEPOINT batch"));
    auto written = write(batch);
    if (!written) heads_ = before;
    if (!written && database_->in_transaction()) LOKET_TRY(database_->run("ROLLBACK TO batch"));
    if (database_->in_transaction()) LOKET_TRY(database_->run("RELEASE batch"));
    return written;
}

Result<std::vector<StoredEvent>> Store::write(const Batch& batch) {
    std::vector<StoredEvent> events;
    for (const auto& event : batch.events()) {
        events.push_back(append(heads_.event, identity_, event));
        LOKET_TRY(insert_event(*database_, events.back()));
    }
    for (const auto& line : batch.audits()) LOKET_TRY(insert_audit(*database_, append(heads_.audit, line)));
    LOKET_TRY(write_rows(*database_, batch));
    return events;
}

Status Store::save_heads(const Heads& before) {
    if (heads_.event != before.event) LOKET_TRY(write_head(*database_, "event", heads_.event));
    if (heads_.audit != before.audit) LOKET_TRY(write_head(*database_, "audit", heads_.audit));
    return {};
}

/// After a failed flush or on a damaged file a later success would prove nothing: only opening again shows what is on the disk.
void Store::latch(const Error& error) {
    if (error.code == kDiskFailed || error.code == kCorrupt) broken_ = error;
}

Result<std::int64_t> Store::raise_epoch() {
    const auto next = identity_.epoch + 1;
    LOKET_TRY(write_meta(*database_, "store.epoch", std::to_string(next)));
    identity_.epoch = next;
    return next;
}

Result<VerifyReport> Store::verify() { return verify_database(*database_, {identity_, heads_.event, heads_.audit}); }

namespace {
constexpr std::int64_t kProgressEvery = 5000;
}

Result<Store::ImportCount> Store::import_residents(const std::function<std::optional<ImportRow>()>& next,
                                                   const std::function<bool(std::int64_t)>& progress) {
    ImportCount count;
    LOKET_ASSIGN(transaction, Transaction::begin(*database_));
    while (const auto row = next()) {
        LOKET_TRY(std::visit([&](const auto& value) { return upsert(*database_, value); }, *row));
        ++(std::holds_alternative<ResidentRow>(*row) ? count.residents : count.families);
        const auto done = count.residents + count.families;
        if (progress && done % kProgressEvery == 0 && !progress(done)) return Error{Fault::Cancelled, "the import was stopped"};
    }
    LOKET_TRY(transaction.commit());
    return count;
}

}  // namespace loket::store
