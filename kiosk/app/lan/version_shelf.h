#pragma once
// The version of the appliance that an induk has for its stations: one that an officer agreed to here, once this machine has shown that it works.

#include <functional>
#include <mutex>

#include "workflow/register/gateway/update_files.h"

namespace loket::app {

/// Safe from any thread.
class VersionShelf {
  public:
    explicit VersionShelf(std::filesystem::path folder) : files_(std::move(folder)) {}
    /// Whether this machine runs that version and has shown that it works; asked at every question. Without it nobody gets any.
    void proven_by(std::function<bool(const std::string& version)> proven);
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
    std::function<bool(const std::string&)> proven_;
};

}  // namespace loket::app
