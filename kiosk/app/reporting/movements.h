#pragma once
// Movements of the population as the register recorded them.

#include "workflow/mirror/lampid.h"
#include "workflow/reports/lpk.h"
#include "workflow/store/store.h"

namespace loket::app {

/// The opening of the register and every movement since, read off its own log: no resident is looked at.
Result<mirror::Ledger> ledger_of(store::Store& store);

/// Births, deaths, departures and arrivals over the border of the regency, as LAMPID counts them.
std::vector<reports::LampidCount> lampid_counts(const mirror::Ledger& ledger, Date until);

/// What the balance of a semester needs of each district: who was there before (or when the register began, if later), who was there
/// at `cut_off`, though the register counted is of a later day, and who moved between districts. Empty without an opening.
std::map<std::string, reports::DistrictFacts> balance_facts(const mirror::Ledger& ledger, const reports::PopulationFigures& counted,
                                                            const reports::Period& semester, Date cut_off);

}  // namespace loket::app
