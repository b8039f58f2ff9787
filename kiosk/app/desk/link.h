#pragma once
// The link to the register beside the core: its own thread sends what the log says, whoever asks sees how that goes.

#include <memory>

#include "kiosk/app/core/core_thread.h"
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
};

/// Starts sending for an office that has a register (without a link to it: seals packets and applies what sticks brought); null for one that
/// stands alone. Blocks for a moment. `core` and `clock`
/// outlive it. On an appliance (`machine`) the register hears what it is, and the version it offers is fetched, if it is newer, to machine->fetched().
Result<std::shared_ptr<Link>> start_link(CoreThread& core, const Clock& clock, const std::shared_ptr<const update::Machine>& machine = {});

/// Takes the office in at a register, with a one-time code of it; sending begins with start_link. Blocks for the network, and the core with it.
/// As sync::join.
Status enrol_office(CoreThread& core, const std::string& url, const std::string& code);

}  // namespace loket::app
