#pragma once
// The appliances of all offices: which software each runs, which devices it has, when it was last seen.

#include <memory>
#include <vector>

#include "devices/base/clock.h"
#include "workflow/sync/wire/machines.h"

namespace loket::centre {

class Connection;

struct KnownMachine {
    std::string origin;
    sync::wire::MachineFacts facts;
    Instant heard{};  ///< when its office told of it
};

/// Not thread-safe.
class MachineList {
  public:
    explicit MachineList(std::shared_ptr<Connection> connection) : connection_(std::move(connection)) {}
    /// All machines of an office as it tells them now; of those that it tells no more nothing is left.
    Status keep(const std::string& origin, const sync::wire::Machines& machines, Instant now);
    /// By office and number.
    Result<std::vector<KnownMachine>> all();

  private:
    std::shared_ptr<Connection> connection_;
};

}  // namespace loket::centre
