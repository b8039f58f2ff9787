#pragma once
// Nomor Kartu Keluarga: 16 digits, region of issue, DDMMYY of recording (no +40), serial of the family
// (DOMAIN §2.2). By shape alone a KK number can look like a NIK. Pure functions, safe from any thread.

#include <optional>
#include <string>
#include <string_view>

#include "devices/base/clock.h"
#include "devices/base/result.h"
#include "workflow/population/finding.h"
#include "workflow/population/regions.h"

namespace loket::population {

struct KkReport {
    Findings findings;
    std::optional<Date> recorded;  ///< 20YY, or 19YY if that lies in the future
    std::string province, regency, district;
    int serial = 0;

    [[nodiscard]] bool valid() const { return !has_error(findings); }
};

/// Errors: kk.length, kk.not_digits, kk.province, kk.month, kk.day, kk.date, kk.serial. Warning: kk.region.
KkReport examine_kk(std::string_view text, const Regions& regions, Date today);
/// `Rejected` with the code of the first error; warnings pass.
Result<KkReport> parse_kk(std::string_view text, const Regions& regions, Date today);

/// `Rejected` if `district_digits` is not six digits, the date not real or the serial not in 1..9999.
Result<std::string> compose_kk(std::string_view district_digits, Date recorded, int serial);

}  // namespace loket::population
