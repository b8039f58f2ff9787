#pragma once
// The helper's side: makes the device that the first message names, and does what it is told until the line closes.

#include <span>

#include "devices/model/driver.h"

namespace loket::isolation {

/// Owns `socket`. `around` is completed by what the kiosk says (address, name, settings). False when the kiosk talks nonsense or names
/// a driver that is not there.
bool serve(int socket, std::span<const model::Driver* const> drivers, model::Surroundings around);

/// What `device-helper` does: dies with the kiosk, leaves no picture of its memory behind, serves on its socket. Gives the exit code.
int run_helper(std::span<const model::Driver* const> drivers, const model::Surroundings& around);

}  // namespace loket::isolation
