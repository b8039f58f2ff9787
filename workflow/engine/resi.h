#pragma once
// The number of a Resi Bukti Pengurusan: BTN-YYMMDD-KTP-0001-C. It carries no personal data; C is a check character.

#include <string>
#include <string_view>

#include "devices/base/clock.h"
#include "devices/base/result.h"

namespace loket::engine {

/// ISO/IEC 7064 MOD 37,36 over the letters and digits of `text` (hyphens skipped): catches every single wrong character
/// and every swap of neighbours.
char check_character(std::string_view text);

/// `serial` counts from 1 per day and service; `service` is the short code ("KTP").
std::string make_resi(Date day, std::string_view service, int serial);

/// The canonical number of what a person typed or a code reader read: case, blanks and a leading "LOKET:RESI:" are
/// forgiven. Rejected with "resi.unreadable" (not a resi at all) or "resi.check" (a slip of the hand).
Result<std::string> parse_resi(std::string_view text);

/// What the QR of a resi holds.
std::string resi_qr(std::string_view resi);

}  // namespace loket::engine
