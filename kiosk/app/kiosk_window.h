#pragma once
// The kiosk on a display: opens the office in the background while the first frame already shows.

#include <filesystem>

#include "devices/base/result.h"

namespace loket::app {

struct WindowRun {
    std::filesystem::path data;      ///< folder of the office; created
    std::filesystem::path assets;
    std::filesystem::path scenario;  ///< faults of the simulated devices; may be empty
    int residents = 160000;
    std::string profile = "SOP2019"; ///< rule profile for new applications: SOP2019 or PERPRES96
    bool always_open = false;        ///< tickets at any hour and without quotas: for trying it out
    bool numbers_by_hand = false;    ///< no stand-in for the centre's NIK and KK numbers: officers type those that SIAK gives
    bool fullscreen = false;
    bool setup = false;              ///< the first pages of a new machine, where there is no office yet; the appliance shows them by itself
    bool display_only = false;       ///< the public display instead of the kiosk
    int frames = 0;                  ///< stop after so many frames; 0: until closed (benchmarks)
};

/// Blocks until the window is closed, or a new machine became a public display of another's office (run_display_window is next). Unsupported "ui.no_display" where there is no display.
Status run_window(const WindowRun& run);

}  // namespace loket::app
