#pragma once
// The office's machines in words: for the technician's page, and for everybody when the induk is gone.

#include "kiosk/app/flows/context.h"
#include "kiosk/viewmodels/maintenance.h"

namespace loket::app {

/// What is wrong between this machine and its induk, and what goes on nevertheless.
std::string line_words(const FlowContext& context);
/// Who belongs to the office, how far each has come, and of this machine what waits here.
std::vector<viewmodels::Row> office_facts(const FlowContext& context, const lan::Members& members);
viewmodels::Dashboard::Tile office_tile(const FlowContext& context);

}  // namespace loket::app
