#pragma once
// Movements of the population as the register recorded them.

#include <vector>

#include "workflow/reports/lampid.h"
#include "workflow/store/store.h"

namespace loket::app {

/// One count of 1 for each birth, death, departure and arrival over the border of the regency. Moves between its own kecamatan are
/// not among them.
Result<std::vector<reports::LampidCount>> movements_of(store::Store& store);

}  // namespace loket::app
