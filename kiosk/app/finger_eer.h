#pragma once
// How well fingers are told apart on sets of pictures, by the FVC protocol.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "devices/base/result.h"
#include "kiosk/app/match_rates.h"

namespace loket::app {

struct FingerSetRates {
    MatchRates rates;
    int fingers = 0, impressions = 0, genuine = 0, impostors = 0;
    int failed = 0;                       ///< impressions without a template: each of their pairs scores 0
    double ms_extract = 0, ms_match = 0;  ///< processor time of one
};

struct FingerEer {
    std::map<std::string, FingerSetRates> sets;  ///< by the folder's name: genuine pairs are all of a finger, impostors the first impressions of all fingers
    FingerSetRates pooled;                       ///< all genuine pairs, and as impostors every pair of impressions of different fingers of a set
    std::vector<Error> unread;                   ///< files that are no pictures
};

/// Files are named ID_IMPRESSION.png (or another end of picture or record). Rejected ("set.fingers") where a folder has not two fingers.
Result<FingerEer> finger_eer(const std::vector<std::filesystem::path>& folders, int dpi, int threads);

}  // namespace loket::app
