#include "kiosk/app/lan/display_line.h"

#include <algorithm>
#include <charconv>

#include "devices/base/log.h"
#include "devices/base/wait.h"
#include "workflow/lan/wire.h"

namespace loket::app {
namespace {

constexpr Millis kSilence{40'000};  ///< of a line whose heartbeat comes every fifteen seconds
constexpr Millis kShortestPause{200}, kLongestDisplayPause{5'000};

/// "3.120.2026-11-30": of which epoch an event is.
std::int64_t epoch_of(const std::string& id) {
    std::int64_t epoch = 0;
    std::from_chars(id.data(), id.data() + std::min(id.find('.'), id.size()), epoch);
    return epoch;
}

class Following final : public DisplayLine {
  public:
    Following(const LanPlace& place, const Clock& clock, std::optional<OnNetwork> network, std::function<void()> news)
        : place_(place), clock_(clock), network_(std::move(network)), news_(std::move(news)), addresses_{place.address} {
        thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
    }

    [[nodiscard]] DisplayNews now() const override {
        const std::lock_guard lock(mutex_);
        return now_;
    }

  private:
    void run(const std::stop_token& stop) {
        auto pause = kShortestPause;
        for (std::size_t turn = 0; !stop.stop_requested(); ++turn) {
            heard_ = false;
            sync::HttpsLink link(lan_keys(place_, addresses_[turn % addresses_.size()]), kSilence);
            lan::EventReader reader;
            const auto ended = link.listen(std::string(lan::kDisplayCall), last_, [&](std::string_view bytes) { return hear(reader, bytes); }, stop);
            if (stop.stop_requested()) return;
            tell_lost(ended ? Error{Fault::Gone, "the induk has ended the stream", lan::kNoInduk} : ended.error());
            if (heard_) pause = kShortestPause, --turn;  // the same again, it was the right one
            else if (turn % addresses_.size() == addresses_.size() - 1) look_around(stop);
            (void)wait_for(pause, stop);
            pause = std::min(pause * 2, kLongestDisplayPause);
        }
    }

    Status hear(lan::EventReader& reader, std::string_view bytes) {
        LOKET_ASSIGN(events, reader.take(bytes));
        for (const auto& event : events) {
            LOKET_ASSIGN(state, lan::read_display(event.data));
            if (epoch_of(event.id) < epoch_of(last_)) return rejected(lan::kDeposed, "an induk of a former epoch answers");
            last_ = event.id;
            const std::lock_guard lock(mutex_);
            now_.state = std::move(state);
            now_.ever = true;
        }
        heard_ = true;
        {
            const std::lock_guard lock(mutex_);
            now_.heard = clock_.now();
            now_.code.clear();
        }
        news_();
        return {};
    }

    void tell_lost(const Error& error) {
        log::info("display: the induk is lost: {} {}", error.code, error.context);
        {
            const std::lock_guard lock(mutex_);
            now_.code = lan::kNoInduk;
        }
        news_();
    }

    /// It may have another address, or another machine may be the induk now.
    void look_around(const std::stop_token& stop) {
        constexpr Millis kLook{400};
        if (!network_) return;
        addresses_ = {place_.address};
        const auto own = sign_of_authority(place_.authority);
        for (const auto& one : find_induks(kLook, stop, network_->where))
            if (one.authority == own && one.address != place_.address) addresses_.push_back(one.address);
    }

    const LanPlace place_;
    const Clock& clock_;
    const std::optional<OnNetwork> network_;
    const std::function<void()> news_;
    std::vector<std::string> addresses_;
    std::string last_;     ///< id of the last event
    bool heard_ = false;   ///< anything on this connection
    mutable std::mutex mutex_;
    DisplayNews now_;
    std::jthread thread_;
};

}  // namespace

lan::DisplayState display_state_of(const Snapshot& todays) {
    constexpr std::size_t kShown = 6;
    std::vector<const engine::Ticket*> called;
    for (const auto& [number, ticket] : todays.office.queue.tickets)
        if (ticket.calls > 0) called.push_back(&ticket);
    std::ranges::sort(called, [](const auto* a, const auto* b) { return a->called > b->called; });
    lan::DisplayState out{.calls = {}, .waiting = static_cast<int>(todays.office.queue.waiting.size())};
    for (const auto* ticket : called)
        if (out.calls.size() < kShown) out.calls.push_back({ticket->number, ticket->loket, ticket->called});
    return out;
}

std::unique_ptr<DisplayLine> DisplayLine::start(const LanPlace& place, const Clock& clock, const std::optional<OnNetwork>& network, std::function<void()> news) {
    return std::make_unique<Following>(place, clock, network, std::move(news));
}

}  // namespace loket::app
