#pragma once
// The shape that NIK and KK numbers share: six region digits, six date digits, four serial digits. Internal
// to this folder.

#include <optional>
#include <string_view>

#include "devices/base/clock.h"
#include "workflow/population/finding.h"
#include "workflow/population/regions.h"

namespace loket::population {

/// The groups of a 16-digit number; day, month and year are as written.
struct Sixteen {
    std::string_view region;  ///< 6 digits, views the text
    int day = 0, month = 0, year = 0, serial = 0;
};

/// Findings are named after the number: "nik" gives nik.length, nik.not_digits. Nothing if the text is not 16
/// ASCII digits.
std::optional<Sixteen> read_sixteen(std::string_view text, std::string_view number, Findings& findings);
/// Adds <number>.province, <number>.month and <number>.serial errors and the <number>.region warning.
void check_common(const Sixteen& parts, std::string_view number, const Regions& regions, Findings& findings);

void add_error(Findings& findings, std::string_view number, std::string_view rule, std::string_view context);
void add_warning(Findings& findings, std::string_view number, std::string_view rule,
                 std::string_view context);

/// The date if it exists.
std::optional<Date> real_date(int year, int month, int day);
/// True if the day exists in the month of some year, 29 February included.
bool day_can_exist(int month, int day);

}  // namespace loket::population
