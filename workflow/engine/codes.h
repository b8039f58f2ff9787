#pragma once
// Codes that people type at the kiosk to print. The office keeps a keyed digest only: whoever reads the log learns no code.

#include <string>
#include <string_view>

#include "devices/base/bytes.h"
#include "devices/base/random.h"

namespace loket::engine {

/// Six digits: for the access PIN. `random` must be the system's.
std::string make_pin(Random& random);
/// "7K3M-9QXP-C": eight characters that are not easily confused, and a check character: for one print.
std::string make_print_code(Random& random);
/// HMAC-SHA-256 (RFC 2104) over NIK and code, hexadecimal. Case, blanks and hyphens of the code are forgiven.
std::string code_digest(ByteView key, std::string_view nik, std::string_view code);

}  // namespace loket::engine
