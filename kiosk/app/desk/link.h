#pragma once
// The link to the register beside the core: its own thread sends what the log says, whoever asks sees how that goes.

#include <memory>

#include "kiosk/app/core/core_thread.h"
#include "kiosk/app/lan/office_line.h"
#include "workflow/sync/link/sender.h"

namespace loket::update {
struct Machine;
}

namespace loket::app {

/// Safe from any thread.
class Link {
  public:
    virtual ~Link() = default;
    [[nodiscard]] virtual std::shared_ptr<const sync::LinkView> view() const = 0;
    /// A person does not want to wait for the next try.
    virtual void try_now() = 0;
    /// A stick is mounted under `folder`: what it brings is taken, what waits goes onto it (sync::travel); one at a time.
    virtual void carry(const std::filesystem::path& folder) = 0;
    /// How that goes, or how the last one ended; null before the first.
    [[nodiscard]] virtual std::shared_ptr<const sync::StickTrip> trip() const = 0;
};

/// Starts sending for an office that has a register (without a link to it: seals packets and applies what sticks brought); null for one that
/// stands alone. Blocks for a moment. `core` and `clock`
/// outlive it. On an appliance (`machine`) the register hears what it is, and the version it offers is fetched, if it is newer, to machine->fetched().
Result<std::shared_ptr<Link>> start_link(CoreThread& core, const Clock& clock, const std::shared_ptr<const update::Machine>& machine = {});

/// What the appliance's machines tell each other about versions.
VersionCare version_care(const std::shared_ptr<const update::Machine>& machine);

/// Takes the office in at a register, with a one-time code of it; sending begins with start_link. Blocks for the network, and the core with it.
/// As sync::join.
Status enrol_office(CoreThread& core, const std::string& url, const std::string& code);

/// Who this office is, for a register's list: to be carried there once. Blocks for the core.
Result<sync::Card> card_of_office(CoreThread& core);
/// The office belongs to the register of this card from now on; exchange begins with start_link. As sync::enrol, with a line of the audit.
Status enrol_by_card(CoreThread& core, const sync::Card& card, const engine::Actor& by);

/// Whether the register contradicts this office in a way that only a person can end: by saying that this disk is the office from now on.
bool needs_new_epoch(const sync::LinkView& view);
/// That word, with a line of the audit. The kiosk starts anew afterwards. Blocks for the core.
Result<std::int64_t> begin_new_epoch(CoreThread& core, const engine::Actor& by, const std::string& second);

}  // namespace loket::app
