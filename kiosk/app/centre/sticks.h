#pragma once
// Sticks at an office that nobody has open: what waits goes out on one, what the register says comes back on one. (A kiosk's sender does the
// same beside its work.)

#include "kiosk/app/core/core.h"
#include "workflow/sync/carry/stick_trip.h"

namespace loket::app {

struct StickDesk {
    Core& core;
    const store::Key& seed;  ///< of the office's signing key
    const Clock& clock;
    Random& random;
};

/// As sync::ship.
Result<sync::Shipped> write_stick(const StickDesk& desk, const std::filesystem::path& file, std::int64_t most_bytes = sync::kMostStickBytes);
/// As sync::take_back.
Result<sync::Returned> read_stick(const StickDesk& desk, const std::filesystem::path& file);

}  // namespace loket::app
