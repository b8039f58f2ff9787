#pragma once
// The number of a Resi Bukti Pengurusan: BTN-YYMMDD-KTP-0001-C. It carries no personal data; C is a check character.

#include <string>
#include <string_view>

#include "devices/base/clock.h"
#include "devices/base/result.h"

namespace loket::engine {

/// Over the capital letters and digits of `text` (everything else is skipped): catches every single wrong character and
/// every swap of neighbours, the check character included.
char check_character(std::string_view text);

inline constexpr int kLastResiSerial = 9999;  ///< of one day and service: the number has four places

/// `serial` counts from 1 per day and service; `service` is the short code ("KTP").
std::string make_resi(Date day, std::string_view service, int serial);

/// "YYMMDD-KTP", within which serials count; empty if `resi` is not one.
std::string resi_series(std::string_view resi);

/// The canonical number of what a person typed or a code reader read: case, blanks, hyphens and a leading "LOKET:RESI:"
/// are forgiven. Rejected with "resi.unreadable" (not a resi at all) or "resi.check" (a slip of the hand).
Result<std::string> parse_resi(std::string_view text);

/// What the QR of a resi holds.
std::string resi_qr(std::string_view resi);

}  // namespace loket::engine
