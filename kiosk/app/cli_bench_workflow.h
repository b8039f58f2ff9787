#pragma once
// The benchmark of an office grown old: a store of a million events.

#include <cstdint>
#include <filesystem>

#include "devices/base/result.h"

namespace loket::app {

/// Makes a store of about `events` events (whole cases of the KTP-el service, the last two thousand open) beside the population
/// of a regency in `folder`, measures it, prints the figures with their targets, and deletes it. Corrupt if the state from the
/// checkpoint is not the state from the log.
Status bench_workflow(const std::filesystem::path& folder, std::int64_t events);

}  // namespace loket::app
