#pragma once
// A station's next version of the appliance: the one that its induk runs, fetched from there piece by piece beside everything else.

#include <functional>
#include <mutex>
#include <thread>

#include "kiosk/app/lan/place.h"
#include "workflow/sync/link/fetcher.h"
#include "workflow/sync/link/sender.h"

namespace loket::app {

/// Safe from any thread.
class BundleLine {
  public:
    struct Parts {
        LanPlace place;
        std::function<std::string()> address;  ///< of the induk, now
        const Clock& clock;
        std::filesystem::path file;            ///< there it is when it is whole and proven
        std::function<bool(const std::string& version)> wants;
        Millis pause = std::chrono::minutes(10);  ///< between two questions whether there is one
        Millis rest{60};                          ///< between two pieces: the office's own words come first
    };
    /// `clock` outlives it.
    explicit BundleLine(Parts parts);
    ~BundleLine() = default;
    /// What is on its way; nothing where the induk has nothing newer.
    [[nodiscard]] std::optional<sync::LinkView::Bundle> view() const;

  private:
    void run(const std::stop_token& stop);
    Status look(sync::HttpsLink& link, const std::stop_token& stop);
    Status fetch(sync::HttpsLink& link, const std::stop_token& stop);
    void show(const std::string& code);

    const Parts parts_;
    sync::Fetcher fetcher_;
    mutable std::mutex mutex_;
    std::optional<sync::LinkView::Bundle> view_;
    std::jthread thread_;  ///< last: stops before the rest goes
};

}  // namespace loket::app
