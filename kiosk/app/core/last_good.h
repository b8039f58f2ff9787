#pragma once
// Data that an office went on with: a service, calendar, region or rules file that is broken never stops the counter.

#include <filesystem>
#include <string>

#include "kiosk/app/core/reference.h"

namespace loket::app {

/// What load_reference reads of a folder of assets, files and folders.
inline constexpr const char* kReferenceParts[] = {"services", "forms", "regions", "calendar", "enumerations.json", "office-rules.json", "recording.json", "trust.json", "retention.json"};

/// Below the office's folder: what the centre sent in place of installed files.
inline constexpr const char* kFromCentre = "from-centre";

/// The installed data with the centre's files over it, in a folder of its own.
Status combine_reference(const std::filesystem::path& assets, const std::filesystem::path& from_centre, const std::filesystem::path& into);

struct ReferenceInUse {
    Reference reference;
    std::string refused;  ///< why the installed data is not used: file, line, reason; empty if it is
};

/// The installed data with the centre's (where that is not broken), of which a copy is kept in `office`/last-good; where it is broken, that copy, and why. The error of the
/// installed data where there is no copy that can be read.
Result<ReferenceInUse> load_reference_or_last_good(const std::filesystem::path& assets, const std::filesystem::path& office);

}  // namespace loket::app
