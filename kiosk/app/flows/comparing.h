#pragma once
// What the applicant said on the form beside what the register has.

#include "kiosk/app/flows/context.h"

namespace loket::app {

/// One line for each answer, with the register's word where the answer is about a datum the register keeps; then the rest of what
/// the register has of the applicant. Differences come first. What the register does not know (or who was not looked up) is empty.
std::vector<viewmodels::Compared> compared_rows(const FlowContext& context, const engine::Case& c);

}  // namespace loket::app
