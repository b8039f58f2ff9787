#pragma once
// How fast this machine's disk makes the store: for the command line and the README, never for a test.

#include <filesystem>

#include "devices/base/random.h"
#include "devices/base/result.h"

namespace loket::store {

/// Every figure with full durability. One "event" is one event and one row of the case index, as a desk
/// writes them.
struct BenchFigures {
    double single_per_second = 0;  ///< events, one commit each
    double single_p50_ms = 0, single_p99_ms = 0;
    double hundreds_per_second = 0;  ///< events, a hundred in each commit
    double grouped_per_second =
        0;                        ///< events, one a batch, fifty independent batches a flush (fifty stations)
    double import_seconds = 0;    ///< 160,000 residents and 50,000 families in one transaction
    double look_up_us = 0;        ///< one resident by NIK
    double search_ms = 0;         ///< fifty residents by the beginnings of two name words
    double open_seconds = 0;      ///< opening that store, every page read
    double verify_seconds = 0;    ///< pages, chains and blobs of that store
    std::int64_t file_bytes = 0;  ///< size of that store
};

/// Makes a store in `folder`, measures about ten seconds and removes it again. The folder must be on the disk
/// in question. With `server` (StoreOptions::server) the store is made in that empty database instead and stays there.
Result<BenchFigures> bench_store(const std::filesystem::path& folder, Random& random, const std::string& server = {});

}  // namespace loket::store
