#pragma once
// A copy of an office's store for the day its disk is lost, and the way back from it: whoever restores it decides that this disk is the
// office from now on, in a new epoch.

#include <filesystem>

#include "devices/base/clock.h"
#include "workflow/sync/carry/at_store.h"

namespace loket::sync {

/// What lies beside a copy (backup.json): whose it is and how far it goes.
struct BackupNote {
    std::string uuid;
    std::int64_t epoch = 1;
    store::ChainHead event, audit;
    Instant at{};
};
/// Gone, Corrupt `backup.note`.
Result<BackupNote> read_note(const std::filesystem::path& folder);

/// A copy under `to`, made beside the store's work: its owner is waited for at every piece and never held for the whole. `goes_on` is asked between
/// them; false ends it with Cancelled.
Status copy_beside(const AtStore& at_store, const std::filesystem::path& to, const store::Key& key, const std::function<bool()>& goes_on = {});
/// Copies the store into FOLDER/office.db beside its work, proves the copy and writes the note. `goes_on` as for copy_beside. An older copy in the folder stays until this one is whole. Notes in the store when it was
/// made. Internal "disk.full", "disk.failed".
Result<BackupNote> make_backup(const AtStore& at_store, const store::Key& key, const std::filesystem::path& folder, Instant now, const std::function<bool()>& goes_on = {});
/// When the last copy was made; nothing where none was.
Result<std::optional<Instant>> last_backup(store::Store& store);

struct Restoring {
    std::filesystem::path from;    ///< folder of a copy
    std::filesystem::path office;  ///< folder of the office; a store that is there is moved aside, not lost
    store::Key key{};              ///< that the copy opens with
    std::string by, reason;        ///< who decides, and why: both stand in the audit
};
struct Restored {
    std::unique_ptr<store::Store> store;  ///< open, in its new epoch
    BackupNote note;
    std::int64_t epoch = 0;
    std::filesystem::path aside;  ///< where the store is that was there; empty: there was none
    int day_jump = 0, year_jump = 0;  ///< numbers of the office's own to pass over (engine::EpochBegun)
};
/// Proves the copy before anything of the office changes. The new epoch is the minute of the decision (since 2020), hence above every one that any copy of
/// this office was ever given. `more`: what is written along with the audit line. Rejected `backup.reason`, `backup.other_office` where the store that is there is
/// another office's, `store.locked`; Corrupt `store.corrupt`.
Result<Restored> restore_backup(const Restoring& wish, Instant now, Random& random, const std::function<void(store::Batch&, const Restored&)>& more = {});

}  // namespace loket::sync
