#pragma once
// Standar Pelayanan of one service, as the office has to publish it (UU 25/2009 Pasal 21; PermenPAN-RB 15/2014): the 14
// components, what to bring and why, and the steps with their minutes.

#include "workflow/engine/service.h"
#include "workflow/reports/report.h"

namespace loket::reports {

/// With the requirements of one rule profile, "SOP2019" or "PERPRES96". Day and place of signing are the caller's.
/// What PermenPAN-RB 15/2014 calls a component of the Standar Pelayanan; an unknown one as it is.
const std::string& component_name(const std::string& component);

Report standard_report(const engine::Service& service, const std::string& profile);

}  // namespace loket::reports
