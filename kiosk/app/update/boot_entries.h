#pragma once
// The kernel files that the boot loader chooses from (systemd-boot; UAPI group, "Boot Loader Specification", boot counting).
//
// EFI/Linux/loket_VERSION.efi is good; loket_VERSION+LEFT-DONE.efi is on trial with LEFT attempts: the boot loader counts in the name.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "devices/base/result.h"

namespace loket::update {

struct Entry {
    std::string version;
    std::optional<int> left;  ///< attempts; none: a good one
    int done = 0;             ///< attempts made
    bool operator==(const Entry&) const = default;
};

std::string file_name(const Entry& entry);
/// Nothing for a file that is none of ours.
std::optional<Entry> parse_entry(const std::string& file);

/// In `esp`/EFI/Linux, newest version first; files of others are left out.
std::vector<Entry> list_entries(const std::filesystem::path& esp);
/// The entry of `version` loses its counter. Changes nothing if it is good already; Gone "update.entry" where there is none.
Status bless(const std::filesystem::path& esp, const std::string& version);
/// The entry of `version` has no attempts left: the next start goes back to the one before. Rejected "update.not_on_trial" for a good one.
Status give_up(const std::filesystem::path& esp, const std::string& version);
/// Takes every entry away but those of `versions`: no kernel may name a slot that is about to be overwritten.
Status keep_only(const std::filesystem::path& esp, const std::vector<std::string>& versions);

}  // namespace loket::update
