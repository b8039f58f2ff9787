#pragma once
// How facts show in the tables that are looked up: the index of cases and the rows of residents.

#include <optional>
#include <string_view>
#include <vector>

#include "workflow/engine/decide.h"
#include "workflow/engine/office.h"
#include "workflow/population/resident.h"
#include "workflow/store/rows.h"

namespace loket::app {

engine::Applicant applicant_of(const population::Resident& person);
/// Nobody for who has left: they come back as newcomers.
std::optional<engine::Applicant> applicant_if_here(const population::Resident& person);
/// Whoever has left is on no KK: the row is found by NIK only, the document still names the KK left.
store::ResidentRow resident_row(const population::Resident& person);
store::CaseRow case_row(const engine::Case& c);

/// The case a fact belongs to, open or just closed; null for facts of the queue, the stock or the survey.
const engine::Case* changed_case(const engine::Office& after, const engine::Happening& fact);

/// Whether one of these facts may change the population register.
bool concerns_register(const std::vector<engine::Happening>& facts);

/// "CompleteStep" …, for the audit.
std::string_view name_of(const engine::Command& command);

}  // namespace loket::app
