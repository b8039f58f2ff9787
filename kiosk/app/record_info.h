#pragma once
// What a file of biometric data is, and what it holds.

#include <nlohmann/json.hpp>

#include "devices/base/bytes.h"
#include "devices/base/result.h"

namespace loket::app {

/// {"format": …, fields of the format, "views" | "records" | "picture" …}, told by the first bytes: ISO/IEC 19794-2 (2005, 2011), -4, -5, -6 (2011),
/// -7 (2007), ANSI/NIST-ITL, codes of `loket iris`, and bare pictures. A picture that its decoder refuses has "problem".
/// Corrupt and Unsupported say what is wrong with a damaged one; Unsupported ("record.unknown") where no format begins like this.
Result<nlohmann::json> record_info(ByteView bytes);

}  // namespace loket::app
