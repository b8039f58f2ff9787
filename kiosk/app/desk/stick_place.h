#pragma once
// Where an officer's stick is. The appliance's system lets one in for a while when it is asked to; on any other computer it is what the desktop mounted.

#include <filesystem>

#include "devices/base/result.h"

namespace loket::update {
struct Machine;
}

namespace loket::app {

enum class StickState {
    Closed,      ///< nobody asked for one, or it was let go
    Waiting,     ///< it may be plugged in now
    Open,        ///< to be read and written under `folder`
    Unreadable,  ///< one is there that the system cannot mount
};
struct StickPlace {
    StickState state = StickState::Closed;
    std::filesystem::path folder{};
    bool operator==(const StickPlace&) const = default;
};

/// Looks now; from any thread. `machine` null: a plain computer, whose first mounted disk below /media or /run/media is the stick, and which waits for one
/// otherwise. `mounts`: the system's list of them (proc(5)).
StickPlace find_stick(const update::Machine* machine, const std::filesystem::path& mounts = "/proc/self/mounts");
/// On the appliance; nothing to do elsewhere. As update::ask_system.
Status ask_for_stick(const update::Machine* machine);
Status let_stick_go(const update::Machine* machine);

}  // namespace loket::app
