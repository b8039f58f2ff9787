#pragma once
// The journal of a run: every event with who, when and which step, without personal data, as JSON and as a page to read.

#include <filesystem>
#include <string>

#include "kiosk/app/core/core_thread.h"

namespace loket::app {

struct JournalHead {
    std::uint64_t seed = 0;
    int visits = 0;
};

/// Writes journal.json and journal.md into `folder`. Equal logs give equal files.
Status write_journal(CoreThread& core, const JournalHead& head, const std::filesystem::path& folder);

}  // namespace loket::app
