#pragma once
// Pages about the office: dashboard, maintenance, delegation; with figures of nobody.

#include "kiosk/screens/complaints.h"
#include "kiosk/screens/office.h"
#include "kiosk/samples/staff_samples.h"

namespace loket::screens::samples {

viewmodels::Dashboard dashboard();
viewmodels::Maintenance maintenance();
viewmodels::ComplaintDesk complaint_desk(bool with_case);
/// States of these pages, joined to states().
std::vector<State> office_states();

}  // namespace loket::screens::samples
