#pragma once
// What of a person the centre's master is about, and how two offices tell that they mean the same.

#include <string>

#include "workflow/population/resident.h"

namespace loket::population {

/// `person` with what is not the master's taken from `other`: how far recording and cards have come (an office's work), the telephone, what
/// simulated devices grow a body from.
Resident with_rest_of(Resident person, const Resident& other);

/// SHA-256 in hexadecimal of all that is the master's. Equal: nothing that concerns it differs.
std::string demographics_digest(const Resident& person);

}  // namespace loket::population
