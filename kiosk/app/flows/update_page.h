#pragma once
// The next version of the appliance on the technician's page: a stick is let in, what is on it is shown, an officer agrees, and what the system makes of it
// is told until it is known whether the version works.

#include "kiosk/app/desk/stick_place.h"
#include "kiosk/app/flows/pin_entry.h"
#include "kiosk/app/update/machine.h"
#include "kiosk/app/update/outcome.h"
#include "kiosk/viewmodels/maintenance.h"
#include "workflow/sync/link/sender.h"

namespace loket::app {

/// UI thread only; disks are looked at beside it.
class UpdatePage {
  public:
    using Tell = std::function<void(viewmodels::Tone, std::string)>;
    UpdatePage(FlowContext& context, PinEntry& pin, Tell tell) : context_(context), pin_(pin), tell_(std::move(tell)) {}

    /// Once a frame: looks now and then, often while its page is `shown`. What became of an update is kept in the audit, once.
    void watch(bool shown);
    bool handle(const std::string& intent);
    void wipe();
    void add(viewmodels::Maintenance& view) const;
    /// Installed, and not tried yet.
    [[nodiscard]] bool waits_for_start() const { return seen_.outcome.stage == update::Stage::Installed; }
    [[nodiscard]] update::Stage stage() const { return seen_.outcome.stage; }

  private:
    struct Seen {
        update::Outcome outcome;
        StickState stick = StickState::Closed;
        bool laid_down = false;
        std::optional<Result<update::Offer>> offer;  ///< of the stick, if there is one; else what the register sent
    };
    static Seen look_at(const update::Machine& machine, bool asked);
    void note(const update::Outcome& outcome);
    void ask(const Status& asked);
    void agree();
    void take(const update::Offer& offer);
    Status bring_in(update::Offer offer, const engine::Actor& by, TaskFeed& feed, const std::stop_token& stop);
    [[nodiscard]] bool offered() const { return seen_.offer && *seen_.offer; }
    [[nodiscard]] std::optional<sync::LinkView::Bundle> on_its_way() const;
    [[nodiscard]] std::string standing() const;
    [[nodiscard]] viewmodels::Tone tone() const;
    [[nodiscard]] std::vector<viewmodels::Row> facts(const update::Offer& offer) const;

    FlowContext& context_;
    PinEntry& pin_;
    Tell tell_;
    Seen seen_;
    Instant looked_{};
    bool looking_ = false, copying_ = false;
    bool asked_ = false;  ///< for a stick: another page's is none of ours
};

}  // namespace loket::app
