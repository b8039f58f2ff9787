#pragma once
// Every driver of this build, in the order of their folder names.

#include <span>

#include "devices/model/driver.h"

namespace loket::drivers {

std::span<const model::Driver* const> all();

}  // namespace loket::drivers
