#pragma once
// A folder of fingers looked for among those of another.

#include <filesystem>
#include <string>
#include <vector>

#include "devices/base/result.h"

namespace loket::app {

struct FingerHit {
    std::filesystem::path probe, found;
    double score = 0;
};

struct FingerSearch {
    std::vector<FingerHit> hits;  ///< of each probe the best first, probes by name
    std::vector<Error> unread;    ///< files without a finger
    double ms_search = 0, ms_compare = 0;  ///< of one probe: through the index, in full
};

/// The `most` best of the gallery for each probe: the index lets some through, these are compared in full. The same on any number of threads.
Result<FingerSearch> finger_search(const std::filesystem::path& gallery, const std::filesystem::path& probes, int dpi, std::size_t most, int threads);

}  // namespace loket::app
