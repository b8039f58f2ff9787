#pragma once
// What a service will change in the register, as lines of words: only what differs.

#include "kiosk/app/flows/context.h"
#include "kiosk/viewmodels/verify.h"

namespace loket::app {

std::vector<viewmodels::Verify::Change> change_rows(const FlowContext& context, const RegisterPreview& preview);

}  // namespace loket::app
