#pragma once
// The version of the appliance that an induk has for its stations: one that an officer agreed to here, once this machine runs it.

#include <mutex>

#include "workflow/register/gateway/update_files.h"

namespace loket::app {

/// Safe from any thread.
class VersionShelf {
  public:
    explicit VersionShelf(std::filesystem::path folder) : files_(std::move(folder)) {}
    /// Of this machine; empty on a plain computer, which has none for anybody.
    void runs(const std::string& version);
    /// As UpdateFiles::offer.
    Status keep(const std::filesystem::path& bundle, const std::string& version);
    /// Whether the request is for the shelf, by its head.
    static bool is_asked(const centre::HttpRequest& head);
    /// Rejected "sync.no_bundle" for another one than it has.
    Result<centre::HttpResponse> answer(const centre::HttpRequest& request) const;

  private:
    [[nodiscard]] sync::wire::BundleOffer offered() const;
    const centre::UpdateFiles files_;
    mutable std::mutex mutex_;
    std::string running_;
};

}  // namespace loket::app
