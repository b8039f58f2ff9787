#pragma once
// An officer's stick from the asking to the pulling out: the system is asked for one, looked at beside the screen, and asked to let it go.

#include <functional>
#include <future>

#include "kiosk/app/desk/stick_place.h"
#include "kiosk/app/flows/context.h"

namespace loket::app {

/// `Seen` holds a `StickPlace place` and whatever else a page looks for there. UI thread only.
template <class Seen>
class StickDoor {
  public:
    explicit StickDoor(FlowContext& context) : context_(context) {}

    Status seek() {
        LOKET_TRY(ask_for_stick(context_.equipment.machine.get()));
        asked_ = true;
        answered_ = may_pull_ = false;
        seen_ = {};
        looked_ = {};
        return {};
    }
    /// What was written is on the stick already, flushed; the system unmounts it and shuts its door.
    Status let_go() {
        LOKET_TRY(let_stick_go(context_.equipment.machine.get()));
        may_pull_ = asked_;
        asked_ = false;
        seen_ = {};
        return {};
    }
    /// Once a frame: looks each second where one was asked for. `look` runs on another thread.
    void watch(std::function<Seen()> look) {
        constexpr Millis kPause{1'000};
        const auto now = context_.equipment.clock.now();
        if (!asked_ || looking_ || (now >= looked_ && now - looked_ < kPause)) return;
        looking_ = true;
        context_.asks.template then<Seen>(std::async(std::launch::async, std::move(look)), [this](Seen seen) {
            looking_ = false;
            looked_ = context_.equipment.clock.now();
            if (seen.place.state != StickState::Closed) answered_ = true;
            else if (answered_) asked_ = false;  // pulled out, or nobody came
            seen_ = std::move(seen);
        });
    }
    /// At the next frame, not in a second.
    void look_again() { looked_ = {}; }
    void forget() { may_pull_ = false; }

    [[nodiscard]] bool asked() const { return asked_; }
    [[nodiscard]] bool open() const { return asked_ && seen_.place.state == StickState::Open; }
    [[nodiscard]] bool may_pull() const { return may_pull_; }
    [[nodiscard]] const Seen& seen() const { return seen_; }
    /// Where the stick is, while it is not open, in words; nothing before anybody asked.
    [[nodiscard]] std::optional<std::pair<viewmodels::Tone, std::string>> standing() const {
        using viewmodels::Tone;
        if (!asked_) return may_pull_ ? std::optional(std::pair(Tone::Good, context_.say("stick.may_pull"))) : std::nullopt;
        if (seen_.place.state == StickState::Waiting || seen_.place.state == StickState::Closed) return std::pair(Tone::Info, context_.say(context_.equipment.machine ? "stick.waiting" : "stick.waiting_plain"));
        if (seen_.place.state == StickState::Unreadable) return std::pair(Tone::Bad, context_.explain({Fault::NeedsOperator, {}, "update.stick_unreadable"}));
        return std::nullopt;
    }

  private:
    FlowContext& context_;
    Seen seen_;
    bool asked_ = false, answered_ = false, looking_ = false, may_pull_ = false;  ///< answered: by the system
    Instant looked_{};
};

}  // namespace loket::app
