#pragma once

#include <cstdint>

#include "devices/base/result.h"

namespace loket::app {

struct BiometricSizes {
    std::uint64_t people = 0;    ///< two fingers each in the index
    std::uint64_t pairs = 0;     ///< of strangers, for the threshold of one to one
    std::uint64_t searches = 0;  ///< of people who are not in the index, for the threshold of one among many
};
/// Fingers one by one; then the thresholds and an office's index.
Status bench_biometrics(const BiometricSizes& sizes);
/// The same finger against itself, good and poor impressions of so many people's ten fingers: by finger, hand and skin.
void bench_fairness(std::uint64_t people);

}  // namespace loket::app
