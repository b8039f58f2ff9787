#pragma once

#include <cstdint>

#include "devices/base/result.h"

namespace loket::app {

/// Fingers one by one; then two fingers each of so many people in an index, and so many pairs of strangers for the thresholds.
Status bench_biometrics(std::uint64_t people, std::uint64_t pairs);

}  // namespace loket::app
