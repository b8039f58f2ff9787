#pragma once
// What the office has left to print with.

#include "kiosk/app/flows/context.h"

namespace loket::app {

/// Blanks with this prefix (KEP, KIA) and what the card printers report, each against the least there should be.
std::vector<viewmodels::PrintDesk::Supply> supplies(const FlowContext& context, const std::string& prefix);
/// The state of the office in short sentences: the centre, both kinds of blanks, the printers' supplies; what runs out first.
std::vector<viewmodels::Standing> standing_of(const FlowContext& context);

}  // namespace loket::app
