#pragma once
// A stand-in for the numbers of the national centre: answers a request for a NIK or KK number at once. Deterministic; replaced by
// the real register's client when one is configured.

#include <functional>
#include <string>

#include "workflow/mirror/events.h"

namespace loket::app {

/// Whether a number is, or was, somebody's.
using NumberGiven = std::function<Result<bool>(const std::string& number)>;

/// A number by the rules of PP 37/2007 Pasal 37 (NIK) and DOMAIN §2.2 (KK) for the district of the request that nobody has.
/// `Rejected` "nik.serial" or "kk.serial" when all 9999 of that day and district are given.
Result<std::string> simulated_number(const mirror::NumberRequested& request, const NumberGiven& given);

}  // namespace loket::app
