#pragma once
// How the exchange with the register is told to people: what waits, why, since when, when it is tried next.

#include "kiosk/app/flows/context.h"
#include "kiosk/viewmodels/dashboard.h"
#include "workflow/sync/link/sender.h"

namespace loket::app {

/// For the technician's page.
std::vector<viewmodels::Row> link_facts(const FlowContext& context, const sync::LinkView& view);
viewmodels::Dashboard::Tile link_tile(const FlowContext& context, const sync::LinkView& view);
/// Where the packet of a recording is, in one line: waits (why, since when, next try), is being sent, arrived, is being examined, done,
/// refused (why). Empty where this office makes no packets of it.
std::string packet_place(const FlowContext& context, const sync::LinkView& view, const std::string& case_id, const std::string& record_state);
/// Every recording's packet, newest first.
viewmodels::Listing packet_list(const FlowContext& context, const sync::LinkView& view);
/// What the centre told this office, newest first.
viewmodels::Listing centre_notices(const FlowContext& context, const sync::LinkView& view);
/// For the head, where somebody should do something: stopped until a person acts, or nothing has gone through for a day.
std::optional<viewmodels::Notice> link_warning(const FlowContext& context, const sync::LinkView& view);

}  // namespace loket::app
