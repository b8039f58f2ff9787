#pragma once
// Follows the registry and writes the health log (core/health_log.h): the one reader of Registry::events().

#include <map>
#include <thread>

#include "devices/runtime/registry.h"
#include "kiosk/app/core/core_thread.h"
#include "kiosk/app/core/health_log.h"

namespace loket::app {

/// What a device says of itself, without what changes with every request: idle, ready and working are all Ready, and supplies
/// count in tenths.
HealthLine health_line(const runtime::DeviceInfo& device, Instant at);

/// Writes one line when a device comes, goes, or its condition changes; at most kHealthLinesADay a device and day.
class HealthRecorder {
  public:
    /// All outlive it. Begins with a line for every device that is attached.
    HealthRecorder(runtime::Registry& registry, CoreThread& core, const Clock& clock);
    ~HealthRecorder();

  private:
    void see(const runtime::DeviceInfo& device);

    struct Told {
        HealthLine line;
        Date day{};
        std::size_t lines = 0;  ///< on that day
    };
    runtime::Registry& registry_;
    CoreThread& core_;
    const Clock& clock_;
    std::map<std::string, Told> told_;  ///< of the thread, once it runs
    std::jthread thread_;               ///< last
};

}  // namespace loket::app
