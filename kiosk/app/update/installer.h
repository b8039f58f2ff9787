#pragma once
// Writes a bundle into the slot that is not running. Until the last step, the renaming of the kernel file, the machine starts as before.

#include <filesystem>
#include <functional>

#include "kiosk/app/update/manifest.h"

namespace loket::update {

/// Where a machine keeps what is replaced.
struct Places {
    std::filesystem::path esp;   ///< the mounted EFI partition
    std::filesystem::path slot;  ///< the slot that is not running: a block device, or a file in tests
    std::uint64_t slot_size = 0; ///< bytes; 0: as large as it is
    std::string running;         ///< version
    std::filesystem::path floor; ///< file with the newest version that was ever marked good; need not be there
};

/// Head of a bundle that is signed by `key`; nothing else of the file is looked at.
Result<Head> inspect(const std::filesystem::path& bundle, const sync::PublicKey& key);

/// Rejected "update.older" unless `version` comes after `running` and after what the file `floor` names (need not be there).
Status check_newer(const std::string& version, const std::string& running, const std::filesystem::path& floor);
/// Both payloads are what the head signed. Corrupt "update.damaged".
Status check_payloads(const std::filesystem::path& bundle, const Head& head);

/// Every check comes before the first write: signature, newer than what runs and ever ran well (Rejected "update.older"), fits (Rejected
/// "update.too_large"), digests of both payloads (Corrupt "update.damaged"). Then: the other version's kernel file goes away, the slot is
/// written and read back (NeedsOperator "update.disk" if the disk keeps something else), the kernel file likewise and asked about with
/// `kernel_good` (its Secure Boot signature: firmware that refuses a kernel does not go on to the next), and renamed: three attempts.
/// An update that is interrupted is begun anew. `progress` hears percents.
Result<Manifest> install(const std::filesystem::path& bundle, const sync::PublicKey& key, const Places& places, const std::function<bool(const std::filesystem::path&)>& kernel_good,
                         const std::function<void(int)>& progress = {});

/// The running version works: no counter any more, and nothing older is taken from now on.
Status accept(const Places& places);

/// Puts a bundle together; both files are read twice.
Result<Manifest> make_bundle(const std::filesystem::path& bundle, Manifest manifest, const std::filesystem::path& kernel, const std::filesystem::path& root, const sync::SigningKey& key);

}  // namespace loket::update
