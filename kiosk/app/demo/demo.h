#pragma once
// A whole office without people: `loket demo`, and `loket run` where there is no display.

#include <filesystem>

#include "kiosk/app/core/core.h"

namespace loket::app {

struct DemoOptions {
    std::filesystem::path out = "out";
    std::filesystem::path assets;
    std::filesystem::path scenario;  ///< faults of the simulated devices; may be empty
    std::uint64_t seed = 7;
    int visits = 1;
    int residents = 160000;
    std::string profile = "SOP2019"; ///< rule profile: SOP2019 or PERPRES96
    std::string service;             ///< id; empty: KTP-el with all that can go wrong
    bool resume = false;             ///< go on with the office in `out`; otherwise a fresh one replaces it
    bool pictures = true;            ///< of the first visit
    bool print_acks = false;         ///< a line on standard output for each event that is on the disk
    bool quiet = false;
};

/// Returns how many documents were handed over in all (reports filed, of an internal service). The office, its papers and pictures are in `out`.
Result<int> run_demo(const DemoOptions& options);

/// Makes room for a new synthetic office in `out`. Only what a demo made may a demo remove: Rejected "demo.real_office" otherwise.
Status remove_old_office(const std::filesystem::path& out);

}  // namespace loket::app
