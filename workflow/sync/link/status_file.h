#pragma once
// How the exchange stands, for `./loket sync status` while a kiosk owns the store: a small file beside it. Nothing of people.

#include <filesystem>

#include "workflow/sync/link/sender.h"

namespace loket::sync {

inline constexpr const char* kStatusFile = "sync-status.json";

/// Whole or not at all; not flushed: an old one does no harm.
void write_status(const std::filesystem::path& folder, const LinkView& view, Instant at);

struct KeptStatus {
    LinkView view;  ///< without recordings, notices and held changes
    Instant at{};
    std::int64_t held = 0;  ///< changes that wait for the centre's decision
};
/// Gone where no kiosk has written one.
Result<KeptStatus> read_status(const std::filesystem::path& folder);

}  // namespace loket::sync
