#pragma once
// Error rates of the iris matcher over folders of pictures.

#include <filesystem>
#include <map>
#include <string>

#include "devices/base/result.h"
#include "kiosk/app/match_rates.h"

namespace loket::app {

struct IrisSetRates {
    MatchRates rates;
    double fmr_office = 0, fnmr_office = 0;  ///< percent, at the threshold of the office (biometrics::kSameIris)
    int eyes = 0, pictures = 0, failed = 0, genuine = 0, impostors = 0;
    double ms_encode = 0, us_match = 0;  ///< mean processor time
};
struct IrisEer {
    std::map<std::string, IrisSetRates> sets;
    IrisSetRates pooled;
    std::vector<Error> unread;
};

/// The eye that a picture shows, by its file's name: ID_IMPRESSION; EEE_SESSION_IMPRESSION with one digit each, as CASIA 1.0 names them;
/// and digits whose last two are the impression, as MMU2 does. Empty where none fits.
std::string eye_of_name(const std::string& stem);

/// Every pair of pictures of a set, sub-folders too. A picture without a code is as far from all others as can be. Rejected
/// ("set.irises") without two eyes.
Result<IrisEer> iris_eer(const std::vector<std::filesystem::path>& folders, int threads);

}  // namespace loket::app
