#pragma once
// The office on a stick, for the day its machine is lost: the store as it is, encrypted, and its keys and papers in a box that opens to the code which
// somebody has written down.

#include <filesystem>
#include <optional>
#include <stop_token>
#include <vector>

#include "kiosk/app/core/core_thread.h"
#include "workflow/sync/carry/backup.h"
#include "workflow/sync/carry/recovery.h"

namespace loket::app {

/// Public half of the box, in hexadecimal, in the office's folder.
inline constexpr const char* kRecoveryFile = "office.recovery";
/// Somebody has written this code down (or the recovery key of the encrypted disk): from now on copies are made for it. Rejected "backup.code".
Status keep_recovery_code(const std::filesystem::path& office, std::string_view code);
/// Nothing where no code was ever made. Corrupt "backup.recovery".
Result<std::optional<sync::PublicKey>> recovery_reader(const std::filesystem::path& office);

/// A copy on a stick.
struct StickBackup {
    std::filesystem::path folder;
    sync::BackupNote note;
};
/// Copies of any office in the top folder of a stick, newest first.
std::vector<StickBackup> backups_on(const std::filesystem::path& stick);

/// Keys and papers of the office beside a copy in `folder`, in the box. Rejected "backup.no_code".
Status seal_keys(const std::filesystem::path& office, const std::filesystem::path& folder);
/// Whether keys lie there in a box.
bool has_sealed_keys(const std::filesystem::path& folder);

/// Into loket-XXXXXXXX.backup on the stick, beside the office's work; an older copy of this office stays until the new one is whole. Any thread but the core's and the
/// screen's. Rejected "backup.no_code"; Cancelled; besides as sync::make_backup.
Result<sync::BackupNote> back_up(CoreThread& core, const engine::Actor& by, const std::filesystem::path& stick, Instant now, const std::stop_token& stop);

/// The office of a copy comes to this folder, in a new epoch: keys and papers that are not there, then the store. What is there already must be of the same office (a store that is damaged is moved
/// aside). Nothing is changed where the code is wrong. Rejected "backup.code", "backup.other_office"; besides as sync::restore_backup.
Result<sync::Restored> restore_from(const std::filesystem::path& backup, const std::filesystem::path& office, std::string_view code, Instant now, Random& random);

/// What a restored store is told along with the audit line.
void tell_restored(store::Batch& batch, const sync::Restored& restored, Instant now);

}  // namespace loket::app
