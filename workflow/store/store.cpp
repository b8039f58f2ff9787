#include "workflow/store/store.h"

#include <algorithm>

#include "devices/base/log.h"
#include "workflow/store/failure.h"
#include "workflow/store/rows_io.h"
#include "workflow/store/writing.h"

namespace loket::store {

Result<std::vector<StoredEvent>> Store::commit(const Batch& batch) {
    return std::move(commit_all({&batch, 1}).front());
}

std::vector<Result<std::vector<StoredEvent>>> Store::commit_all(std::span<const Batch> batches) {
    Outcomes outcomes;
    if (route_ && std::ranges::any_of(batches, [](const Batch& batch) { return !shared_part(batch).empty(); })) {
        for (const auto& batch : batches) outcomes.push_back(route_(batch));
        return outcomes;
    }
    if (follows_ && !route_ && std::ranges::any_of(batches, [](const Batch& batch) { return !shared_part(batch).empty(); }))
        return Outcomes(batches.size(), rejected("lan.station", "this is a station's copy of the office: do it at the induk"));
    const auto before = heads_;
    auto status = may_write();
    if (status) status = write_group(batches, outcomes);
    if (!status) {
        heads_ = before;
        unflushed_.clear();
        latch(status.error());
        return Outcomes(batches.size(), status.error());
    }
    remember_shared();
    tell_shared(before.shared);
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
    return finish(transaction);
}

/// Nothing is acknowledged into a file that has not been read through.
Status Store::may_write() {
    if (broken_) return *broken_;
    const auto checked = check_pages(pages_checked().of);
    return checked ? Status{} : Status{checked.error()};
}

/// Commits, then keeps the home tidy: trouble with that takes nothing back.
Status Store::finish(Transaction& transaction) {
    if (auto done = transaction.commit(); !done) return latch(done.error()), done;
    if (const auto tidied = home_->tidy(); !tidied) {
        log::warn("{}", tidied.error().context);
        latch(tidied.error());
    }
    return {};
}

/// One statement that is not part of a commit.
Status Store::write_alone(const std::function<Status()>& write) {
    LOKET_ASSIGN(transaction, Transaction::begin(*database_));
    LOKET_TRY(write());
    return finish(transaction);
}

/// A batch inside a group: its failure undoes it alone.
Result<std::vector<StoredEvent>> Store::write_apart(const Batch& batch) {
    const auto before = heads_;
    LOKET_TRY(database_->run("SAVEPOINT batch"));
    auto written = write(batch);
    if (!written) {
        heads_ = before;
        std::erase_if(unflushed_, [&](const SharedEntry& one) { return one.n > before.shared; });
    }
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
    std::vector<Erasure> erased;
    for (const auto& erasure : batch.erasures()) {
        LOKET_ASSIGN(gone, delete_blob(*database_, erasure.digest));
        if (!gone && !applying_) continue;  // of what the induk took away a station may never have had the content
        erased.push_back(erasure);
        const NewAudit line{erasure.actor, std::string(kErased), to_hex(erasure.digest), erasure.reason, erasure.at};
        LOKET_TRY(insert_audit(*database_, append(heads_.audit, line)));
    }
    LOKET_TRY(write_rows(*database_, batch));
    if (sharing_) LOKET_TRY(keep_shared(batch, std::move(erased)));
    return events;
}

Status Store::save_heads(const Heads& before) {
    if (heads_.event != before.event) LOKET_TRY(write_head(*database_, "event", heads_.event));
    if (heads_.audit != before.audit) LOKET_TRY(write_head(*database_, "audit", heads_.audit));
    return {};
}

/// After a failed flush or on a damaged file a later success would prove nothing: only opening again shows
/// what is on the disk.
void Store::latch(const Error& error) {
    if (error.code != kDiskFailed && error.code != kCorrupt && error.code != kTaken) return;
    broken_ = error;
    home_->distrust();
}

Status Store::scrub() {
    LOKET_TRY(may_write());
    const auto scrubbed = home_->scrub();
    if (!scrubbed) latch(scrubbed.error());
    return scrubbed;
}

Result<std::int64_t> Store::raise_epoch(std::int64_t at_least) {
    LOKET_TRY(may_write());
    const auto next = std::max(identity_.epoch + 1, at_least);
    LOKET_TRY(write_alone([&] { return write_meta(*database_, "store.epoch", std::to_string(next)); }));
    identity_.epoch = next;
    return next;
}

Status Store::seal(const SealKey& key, Instant at) {
    if (route_) return {};  // the chains are the induk's to sign
    LOKET_TRY(may_write());
    if (last_seal_ && last_seal_->event == heads_.event && last_seal_->audit == heads_.audit) return {};
    LOKET_ASSIGN(pinned, meta(kSealKeyMeta));
    const auto public_key = to_hex(key.public_key());
    if (pinned && *pinned != public_key) return rejected("seal.other_key", "this store is sealed with another key; put office.seal back in its place");
    Seal next{.no = last_seal_ ? last_seal_->no + 1 : 1, .at = at, .event = heads_.event, .audit = heads_.audit};
    key.sign(next, identity_);
    LOKET_ASSIGN(transaction, Transaction::begin(*database_));
    if (!pinned) LOKET_TRY(write_meta(*database_, kSealKeyMeta, public_key));
    LOKET_TRY(insert_seal(*database_, next));
    LOKET_TRY(finish(transaction));
    last_seal_ = next;
    return {};
}

Result<std::vector<Seal>> Store::seals() { return read_seals(*database_); }

Status Store::save_checkpoint(const Checkpoint& checkpoint) {
    LOKET_TRY(may_write());
    LOKET_ASSIGN(transaction, Transaction::begin(*database_));
    LOKET_TRY(database_->run("INSERT INTO checkpoint (\"only\", seq, hash, doc) VALUES (1, ?, ?, ?) ON CONFLICT (\"only\") DO UPDATE SET seq = excluded.seq, "
                             "hash = excluded.hash, doc = excluded.doc",
                             checkpoint.at.seq, ByteView{checkpoint.at.hash}, checkpoint.doc));
    return finish(transaction);
}

Result<std::optional<Store::Checkpoint>> Store::checkpoint() {
    return read_one(database_->query("SELECT c.seq, c.hash, c.doc FROM checkpoint c JOIN event e ON e.seq = c.seq AND e.hash = c.hash"), [](const Statement& row) {
        return Checkpoint{{row.integer(0), read_hash(row.bytes(1))}, row.text(2)};
    });
}

Result<VerifyReport> Store::verify() {
    return verify_database(*home_, {identity_, heads_.event, heads_.audit});
}

}  // namespace loket::store
