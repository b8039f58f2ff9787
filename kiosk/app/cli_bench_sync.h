#pragma once

#include "devices/base/result.h"

namespace loket::app {

/// Offices, gateway and PostgreSQL on this machine: events a second against a plain INSERT loop into the same database, lag, and a week
/// offline.
Status bench_sync();

}  // namespace loket::app
