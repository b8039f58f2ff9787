#pragma once
// A large file that the register offers, fetched piece by piece: whatever cuts in between, the next piece goes on behind the last one.

#include <filesystem>
#include <optional>
#include <string>

#include "devices/base/clock.h"
#include "workflow/sync/wire/machines.h"

namespace loket::sync {

/// Keeps `file`.part and, beside it, whose it is. `file` itself is there only whole and proven. One owner thread.
class Fetcher {
  public:
    explicit Fetcher(std::filesystem::path file) : file_(std::move(file)) {}

    /// What is wanted from now on. What there is of anything else goes away; what there is of the same stays.
    Status want(const wire::BundleOffer& offer);
    /// Where to go on and how much, at most `most`; nothing: it is whole, or nothing is wanted.
    [[nodiscard]] std::optional<std::pair<std::int64_t, std::int64_t>> next(std::int64_t most) const;
    /// The next piece, flushed. With the last one the whole is proven: Corrupt `sync.damaged` for what is not what its name says, which begins again;
    /// NeedsOperator `disk.full`.
    Status take(ByteView piece);

    [[nodiscard]] const std::optional<wire::BundleOffer>& wanted() const { return wanted_; }
    [[nodiscard]] std::int64_t have() const { return have_; }
    [[nodiscard]] bool whole() const { return whole_; }

  private:
    [[nodiscard]] std::filesystem::path beside(const char* end) const { return file_.string() + end; }
    Status prove();
    void forget();

    std::filesystem::path file_;
    std::optional<wire::BundleOffer> wanted_;
    std::int64_t have_ = 0;
    bool whole_ = false;
};

}  // namespace loket::sync
