#pragma once
// This machine's part in an office of several, as its folder says: nothing, the induk's door, or a station's line.

#include "kiosk/app/lan/bundle_line.h"
#include "kiosk/app/lan/induk.h"
#include "kiosk/app/lan/station_line.h"

namespace loket::app {

/// Goes down before the core.
struct OfficeLine {
    LanPlace place;
    std::unique_ptr<Induk> induk;
    std::shared_ptr<StationLine> station;
    std::optional<OnNetwork> network;
    std::unique_ptr<BundleLine> versions;  ///< of a station that is an appliance
    ~OfficeLine() {
        versions.reset();
        if (station) station->stop();
    }
};

/// Null for an office of one machine.
Result<std::shared_ptr<OfficeLine>> start_office_line(CoreThread& core, const Clock& clock, const std::filesystem::path& folder, const std::optional<OnNetwork>& network = {});

/// Of an appliance, what it thinks of versions.
struct VersionCare {
    std::filesystem::path file;                                  ///< where a station's next one goes
    std::function<bool(const std::string& version)> wants, proven;  ///< worth fetching; runs here and works
};
/// An induk has the version for its stations that it has proven, a station fetches its own from there.
void care_for_versions(OfficeLine& line, const Clock& clock, VersionCare care);

/// The same while the kiosk runs: this machine, until now the only one, becomes the induk of several.
Result<std::shared_ptr<OfficeLine>> open_running(CoreThread& core, const Clock& clock, const std::optional<OnNetwork>& network = {});
/// The same while the kiosk runs: this station takes the place of its induk. `line` is stopped.
Result<std::shared_ptr<OfficeLine>> promote_running(CoreThread& core, const Clock& clock, const OfficeLine& line);

/// At a station, whose kiosk is closed: its copy becomes the office, under a new epoch. Whatever the old induk had that never came here
/// stays on its disk. Rejected "lan.is_induk"; Gone "lan.no_office".
Result<LanPlace> promote_station(const std::filesystem::path& folder);

}  // namespace loket::app
