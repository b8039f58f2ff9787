#pragma once
// The public display as a machine of its own: it follows the induk's numbers and holds nothing of the office.

#include "kiosk/app/kiosk_window.h"
#include "kiosk/app/lan/place.h"

namespace loket::app {

/// Blocks until the window is closed. Failures as run_window.
Status run_display_window(const WindowRun& run, const LanPlace& place);

}  // namespace loket::app
