#include "kiosk/app/desk/fleet.h"

#include <algorithm>
#include <map>

namespace loket::app {

using sync::wire::MachineFacts;

sync::wire::Machines fleet_of(const std::vector<HealthLine>& lines, std::int64_t own, Instant now) {
    std::map<std::int64_t, MachineFacts> machines;
    for (const auto& line : lines) {
        if (line.simulated) continue;
        auto& one = machines[line.machine];
        one.number = line.machine;
        one.seen = std::max(one.seen, to_millis(line.at));
        if (line.device == kApplianceDevice) {
            const auto blank = std::min(line.software.find(' '), line.software.size());
            one.serial = line.serial;
            one.version = line.software.substr(0, blank);
            one.root_hash = line.software.substr(std::min(blank + 1, line.software.size()));
        } else if (one.devices.size() < sync::wire::kMostDevices)
            one.devices.push_back({line.kind, line.product, line.serial, std::string(to_string(line.condition)), to_millis(line.at)});
    }
    sync::wire::Machines out;
    for (auto& [number, one] : machines) {
        if (one.serial.empty() || out.size() == sync::wire::kMostMachines) continue;
        if (number == own) one.seen = to_millis(now);
        out.push_back(std::move(one));
    }
    return out;
}

}  // namespace loket::app
