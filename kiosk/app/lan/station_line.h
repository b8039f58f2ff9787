#pragma once
// A station's line to its induk: hears what is written, proposes what this station wants written, finds the induk again.

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "kiosk/app/core/core_thread.h"
#include "kiosk/app/lan/finding.h"
#include "kiosk/app/lan/place.h"

namespace loket::app {

/// What a person may know of the line.
struct LineView {
    std::string address;  ///< of the induk that was last spoken to
    std::string code;     ///< of what is wrong; empty: nothing
    std::int64_t head = 0, here = 0;  ///< commits of the induk, and how many are at this station
    std::int64_t aside = 0;           ///< written down here, not delivered
    std::optional<Instant> heard;     ///< last answer
};

/// Members are safe from any thread; `propose` is called on the core's.
class StationLine final : public Upstream, public std::enable_shared_from_this<StationLine> {
  public:
    /// The core follows the induk from now on. Blocks for a moment, not for the network. `core` and `clock` outlive it; stop() before
    /// the core goes.
    static Result<std::shared_ptr<StationLine>> start(CoreThread& core, const Clock& clock, const LanPlace& place, const std::optional<OnNetwork>& network);
    ~StationLine() override;
    void stop();

    Result<lan::Answer> propose(const lan::Proposal& proposal) override;
    Result<lan::Answer> news(std::int64_t epoch, std::int64_t n) override;
    [[nodiscard]] bool alone() const override;
    [[nodiscard]] LineView view() const;
    /// Everybody as the induk knows them. Blocks: not for the ui thread. `lan.no_induk`.
    Result<lan::Members> members();

    StationLine(CoreThread& core, const Clock& clock, LanPlace place, std::optional<OnNetwork> network)
        : core_(core), clock_(clock), place_(std::move(place)), network_(std::move(network)), address_(place_.address) {}

  private:
    struct Standing {
        std::int64_t epoch = 1, n = 0, aside = 0;
        std::vector<std::string> addresses;  ///< of every machine that may be the induk
    };
    void run(const std::stop_token& stop);
    void look_around(const std::stop_token& stop);
    Result<lan::Answer> ask_once(sync::HttpsLink& link, const Standing& standing, const std::stop_token& stop);
    Status follow_once(std::unique_ptr<sync::HttpsLink>& link, const std::stop_token& stop);
    Result<Standing> standing();
    void lost(const Error& error, const std::vector<std::string>& others);
    void found(const lan::Answer& answer, std::int64_t here);
    [[nodiscard]] std::string address() const;
    Result<Bytes> post(std::string_view call, ByteView body, Millis patience);

    CoreThread& core_;
    const Clock& clock_;
    const LanPlace place_;
    const std::optional<OnNetwork> network_;
    std::vector<std::string> seen_around_;  ///< addresses at which an induk of this office says it is; of the line's thread
    mutable std::mutex mutex_;
    std::string address_;
    LineView view_;
    bool alone_ = true;  ///< until it has answered
    std::jthread thread_;
};

}  // namespace loket::app
