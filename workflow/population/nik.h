#pragma once
// Nomor Induk Kependudukan: 16 digits, PPRRDD DDMMYY SSSS, the day of birth of women +40, no check digit
// (PP 37/2007 Pasal 37, PP 40/2019 Pasal 30; levels of findings: DOMAIN §2.1). Pure functions, safe from any
// thread.

#include <optional>
#include <string>
#include <string_view>

#include "devices/base/clock.h"
#include "devices/base/result.h"
#include "workflow/population/codes.h"
#include "workflow/population/finding.h"
#include "workflow/population/regions.h"

namespace loket::population {

/// What else is known about the holder. Only `today` is needed.
struct NikContext {
    Date today;
    std::optional<Date> recorded_birth = {};
    std::optional<Sex> recorded_sex = {};
    bool at_least_17 = false;  ///< the situation implies an adult, for instance a KTP-el applicant
};

/// Everything a NIK says. Fields stay empty when the digits they come from are wrong.
struct NikReport {
    std::string nik;
    Findings findings;
    std::optional<Sex> sex;
    std::optional<Date> born;  ///< century by the recorded birth, else the youngest that fits
    /// Where the number was first given, not where the holder lives; names empty if the code is not in the
    /// present table.
    std::string province, regency, district;
    int serial = 0;  ///< 1..9999

    [[nodiscard]] bool valid() const { return !has_error(findings); }
};

/// Reads a NIK and lists every finding. Errors: nik.length, nik.not_digits, nik.province, nik.month, nik.day,
/// nik.date, nik.serial. Warnings: nik.region, nik.birth_differs, nik.sex_differs, nik.age.
NikReport examine_nik(std::string_view text, const Regions& regions, const NikContext& context);

/// `Rejected` with the code of the first error; warnings pass.
Result<NikReport> parse_nik(std::string_view text, const Regions& regions, const NikContext& context);

/// A NIK for a synthetic resident. `Rejected` if `district_digits` is not six digits, the date not real or
/// the serial not in 1..9999.
Result<std::string> compose_nik(std::string_view district_digits, Date born, Sex sex, int serial);

/// `2101••••••••0001` for public screens; text that is not 16 digits is wholly hidden.
std::string mask_nik(std::string_view nik);

/// English for the command line: `2101064107900001: valid, female, 1 July 1990, Bintan Timur, KABUPATEN
/// BINTAN, …`, then one line a finding.
std::string describe(const NikReport& report);

}  // namespace loket::population
