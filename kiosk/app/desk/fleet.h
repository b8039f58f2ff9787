#pragma once
// The machines of this office as its register hears of them: what each said of itself and of its devices, from the health log.

#include "kiosk/app/core/health_log.h"
#include "workflow/sync/wire/machines.h"

namespace loket::app {

/// Each appliance whose line is among `lines` (last_of_each), with its devices that are no simulation. `own`: the number of this machine, seen `now`;
/// of the others the newest line says when.
sync::wire::Machines fleet_of(const std::vector<HealthLine>& lines, std::int64_t own, Instant now);

}  // namespace loket::app
