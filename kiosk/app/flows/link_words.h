#pragma once
// How the exchange with the register is told to people: what waits, why, since when, when it is tried next.

#include "kiosk/app/flows/context.h"
#include "kiosk/viewmodels/dashboard.h"
#include "workflow/sync/link/sender.h"

namespace loket::app {

/// For the technician's page.
std::vector<viewmodels::Row> link_facts(const FlowContext& context, const sync::LinkView& view);
viewmodels::Dashboard::Tile link_tile(const FlowContext& context, const sync::LinkView& view);
/// For the head, where somebody should do something: stopped until a person acts, or nothing has gone through for a day.
std::optional<viewmodels::Notice> link_warning(const FlowContext& context, const sync::LinkView& view);

}  // namespace loket::app
