#pragma once
// Error rates of a matcher by the protocol of the Fingerprint Verification Competitions (Maio et al., FVC2000, section 3).

#include <filesystem>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace loket::app {

/// In per cent. FMRn: the least share of genuine pairs refused where at most one impostor in n is accepted.
struct MatchRates {
    double eer = 0, fmr100 = 0, fmr1000 = 0, fmr10000 = 0;
    bool operator==(const MatchRates&) const = default;
};

/// Pairs with scores at or above a threshold are accepted. All rates are 0 where one of the two is empty.
MatchRates match_rates(std::vector<double> genuine, std::vector<double> impostor);

/// Scores of the pairs of a set.
struct ScoreLists {
    std::vector<double> genuine, impostor;
};
/// Keys eer, fmr100, fmr1000, fmr10000.
nlohmann::json json_of(const MatchRates& rates);
/// What a set is called: its folder's name; with its parent's where `taken` says that another is called the same.
std::string set_name(const std::filesystem::path& folder, const std::function<bool(const std::string&)>& taken);

}  // namespace loket::app
