#pragma once
// Dates, times, numbers as Indonesian papers write them.

#include <string>
#include <string_view>

#include "devices/base/clock.h"

namespace loket::documents {

/// `Senin`, `23 November 2026`, `Senin, 23 November 2026`, `23 Nov 2026`.
std::string_view day_name(Date day);
std::string plain_date(Date day);
std::string long_date(Date day);
std::string short_date(Date day);
/// `08.15 WIB` (the space does not break); `Senin, 23 November 2026, pukul 08.15 WIB`.
std::string wib_clock(Instant at);
std::string long_date_time(Instant at);
/// `± 25 menit`, `± 1 jam 10 menit`, `kurang dari 5 menit`.
std::string waiting_time(int minutes);
/// `3 hari kerja`.
std::string working_days(int days);

/// Whether it could be a NIK or the number of a family card.
bool sixteen_digits(std::string_view text);
/// `2101••••••••0001` (DOMAIN §2.1, UU 27/2022); whatever is not 16 digits is masked whole.
std::string masked_nik(std::string_view nik);
/// Upper case of UTF-8 text, the way cards write values.
std::string upper(std::string_view text);

}  // namespace loket::documents
