#pragma once
// What a device of each kind is asked to do when it is tried out.

#include <optional>

#include "devices/model/device.h"

namespace loket::app {

/// Nothing for kinds that only say how they are, because the rest costs a card or paper of the office.
Result<std::optional<model::Request>> test_request(model::Kind kind);

}  // namespace loket::app
