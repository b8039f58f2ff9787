#pragma once
// Looks after devices that do not work, so that one that comes back is known before anybody needs it.

#include <thread>

#include "devices/runtime/registry.h"

namespace loket::app {

/// Opens each device that is not well and that nobody holds, for a moment, again and again; the registry then knows how it is.
/// Not in demos: a look takes one of a simulated device's failures away.
class DeviceWatch {
  public:
    /// `registry` outlives it.
    explicit DeviceWatch(runtime::Registry& registry, Millis period = Millis{4000});

  private:
    std::jthread thread_;
};

}  // namespace loket::app
