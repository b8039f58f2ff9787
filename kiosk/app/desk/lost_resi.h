#pragma once
// A resi that is lost: what the register says, for the officer to ask about, and the statement that takes its place.

#include "kiosk/app/desk/desk.h"

namespace loket::app {

/// What the register says under one of engine::identity_facts(); empty where it says nothing.
std::string identity_fact(const Reference& reference, const population::Resident& person, const std::string& fact);

/// SP-HILANG-RESI of the applicant, to be signed with a pen. Rejected as the letter's check. For desk threads.
Result<Bytes> lost_resi_statement(const Equipment& equipment, const engine::Case& c, const population::Resident& person, const std::string& officer);

}  // namespace loket::app
