#pragma once
// What became of the newest bundle. The system's services write it, the kiosk reads it: neither may do the other's work.

#include <filesystem>
#include <string>

#include "kiosk/app/update/boot_entries.h"

namespace loket::update {

enum class Stage : std::uint8_t {
    Nothing,     ///< no bundle was ever taken
    Installing,  ///< `percent` of it
    Refused,     ///< why: `code`
    Installed,   ///< the next start tries it
    Good,        ///< it was tried and works
    WentBack,    ///< it was tried and did not work (`code`); the version before runs
};

struct Outcome {
    Stage stage = Stage::Nothing;
    std::string version{};  ///< the bundle's; empty where its head could not be read
    int percent = 0;
    std::string code{};     ///< key of the string tables behind "error."
    bool operator==(const Outcome&) const = default;
};

/// Nothing for a file that is not there or says nothing that can be read.
Outcome read_outcome(const std::filesystem::path& file);
/// Whole or not at all.
Status write_outcome(const std::filesystem::path& file, const Outcome& outcome);

/// What a start says of the version that was installed before it: it runs and was marked good, it did not come up in any of its attempts
/// ("update.no_start"), or nothing new. `entries`: of the EFI partition.
Outcome after_start(const Outcome& before, const std::string& running, const std::vector<Entry>& entries);

}  // namespace loket::update
