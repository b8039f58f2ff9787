#pragma once
// Error rates of a matcher by the protocol of the Fingerprint Verification Competitions (Maio et al., FVC2000, section 3).

#include <vector>

namespace loket::app {

/// In per cent. FMRn: the least share of genuine pairs refused where at most one impostor in n is accepted.
struct MatchRates {
    double eer = 0, fmr100 = 0, fmr1000 = 0, fmr10000 = 0;
    bool operator==(const MatchRates&) const = default;
};

/// Pairs with scores at or above a threshold are accepted. All rates are 0 where one of the two is empty.
MatchRates match_rates(std::vector<double> genuine, std::vector<double> impostor);

}  // namespace loket::app
