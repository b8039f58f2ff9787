#pragma once
// What was refused to an officer may be allowed by a superior who comes to the same screen: name, PIN and reason. The officer
// stays signed in; the fact says who allowed it and why (RuleOverridden).

#include "kiosk/app/flows/context.h"

namespace loket::app {

/// Offers a superior's permission for a command that was refused with a code that may be overridden.
void ask_permission(const FlowContext& context, Refused refused);
/// The intents "override.…".
void answer_permission(const FlowContext& context, const viewmodels::Intent& intent);
/// The dialog, while one is open.
std::optional<viewmodels::Override> permission_view(const FlowContext& context);

}  // namespace loket::app
