#pragma once
// What the office has left to print with.

#include "kiosk/app/flows/context.h"

namespace loket::app {

/// Blanks with this prefix (KEP, KIA) and what the card printers report, each against the least there should be.
std::vector<viewmodels::PrintDesk::Supply> supplies(const FlowContext& context, const std::string& prefix);
/// The state of the office in short sentences: the centre, both kinds of blanks, the printers' supplies; what runs out first.
std::vector<viewmodels::Standing> standing_of(const FlowContext& context);

/// KEP and KIA blanks, and the kinds of engine::supply_kinds(), in words; empty for none.
std::string supply_name(const FlowContext& context, const std::string& kind);
/// All kinds with what befell them today.
std::vector<viewmodels::StockPage::Kind> stock_kinds(const FlowContext& context);
/// What is still open before the day is closed, and the blanks counted against the books.
std::vector<viewmodels::Standing> day_of(const FlowContext& context);

}  // namespace loket::app
