#pragma once
// What is asked about an account, one question a page like every other form.

#include "kiosk/app/flows/context.h"

namespace loket::app {

/// Answers "user", "name", "role" (code).
engine::Service officer_form(const FlowContext& context);
/// Answers "role", "kind" (PLH, PLT), "from", "to", "decree".
engine::Service delegation_form(const FlowContext& context);
/// Answer "finger" (ISO position).
engine::Service finger_form(const FlowContext& context);

}  // namespace loket::app
