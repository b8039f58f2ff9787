#pragma once
// Numbers as Indonesian reports print them: full stop between thousands, decimal comma (EYD V).

#include <cstdint>
#include <string>

namespace loket::reports {

/// Commercial rounding, halves away from zero. A billionth is forgiven, so that 88.305 kept in binary as
/// 88.30499… rounds as it does on paper.
double round_half_up(double value, int places);

/// `1.234.567`, `-1.234`.
std::string grouped(std::int64_t value);
/// `1.234,50`; a dash for what is not a number.
std::string decimal(double value, int places);
/// `1234.50`: no grouping, decimal point; for machines. Empty for what is not a number.
std::string plain_decimal(double value, int places);
/// `91,5 %`.
std::string percent(double value, int places = 1);
/// `2 jam 5 menit`, `45 menit`, `3 hari 2 jam`; seconds are rounded to minutes.
std::string duration(double minutes);

/// What stands for "not known" or "does not apply".
inline constexpr auto kDash = "–";

}  // namespace loket::reports
