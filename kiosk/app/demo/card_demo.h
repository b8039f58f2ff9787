#pragma once
// `loket card demo`: many cards through the desks of one office, with whatever can happen to plastic, chips and people, and then an
// account of every piece that looks at the plastic itself, not at what the desks say.

#include <filesystem>

#include "kiosk/app/core/core.h"

namespace loket::app {

struct CardDemoOptions {
    int count = 20;
    bool faults = false;
    std::uint64_t seed = 1;
    int residents = 5000;  ///< at least; grows with `count`
    std::filesystem::path out, assets;
    bool quiet = false;
};

struct CardTally {
    int cases = 0, handed_over = 0;
    int active = 0;                  ///< by the ledger, and the chip says so, is genuine and holds every word, picture and finger that case and register say
    int refused = 0;                 ///< activations
    int spoiled = 0, revoked = 0;
    int blanks_unaccounted = 0;      ///< blanks without a place in the ledger, and plastic that the ledger does not know
    int persons_with_two_active = 0;
    int mismatch_handed_over = 0;    ///< handed over with other data than case and register have, a chip that is not genuine or not active, or to another's finger
    [[nodiscard]] bool sound() const { return blanks_unaccounted == 0 && persons_with_two_active == 0 && mismatch_handed_over == 0; }
};

/// Makes the office in `out` (replaces one that a demo made) and serves `count` visits.
Result<CardTally> run_card_demo(const CardDemoOptions& options);

}  // namespace loket::app
