#pragma once
// Sticks at an office: what waits goes out on one, what the register says comes back on one.

#include "kiosk/app/core/core.h"
#include "workflow/sync/carry/carrier.h"

namespace loket::app {

struct StickDesk {
    Core& core;
    const store::Key& seed;  ///< of the office's signing key
    const Clock& clock;
    Random& random;
};

/// Seals the packets of recordings that were approved since, then writes one file with everything that waits, and notes it. Nothing is
/// written where nothing waits.
Result<sync::Shipped> write_stick(const StickDesk& desk, const std::filesystem::path& file, std::int64_t most_bytes = sync::kMostStickBytes);

struct Returned {
    sync::BroughtBack received;
    int numbers = 0, blocks = 0;  ///< entered, kept
};
/// Proves the file, keeps what it says, applies it: receipts, directives, numbers. Again is harmless. Refuses as sync::take_receipt.
Result<Returned> read_stick(const StickDesk& desk, const std::filesystem::path& file);

}  // namespace loket::app
