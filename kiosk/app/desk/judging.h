#pragma once
// Quality of what a device gave.

#include "kiosk/app/desk/capture.h"

namespace loket::app {

/// Every picture of an outcome with its quality and the causes of it. Corrupt for outcomes that hold nothing to record.
Result<Captured> judge(const model::Outcome& outcome);

}  // namespace loket::app
