#pragma once
// What the sub-commands of office and register say on standard output.

#include <string>

#include "devices/base/clock.h"
#include "kiosk/ui/strings.h"

namespace loket::app {

/// The same sentence in Indonesian and English.
void tell(const std::string& key, ui::Strings::Args args = {});
/// "2026-11-29 14:05" in WIB.
std::string wall_clock(Instant at);

}  // namespace loket::app
