#pragma once
// A small synthetic regency and its semester, built once.

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "workflow/reports/lpk.h"

namespace loket::reports::test {

inline std::filesystem::path assets() { return std::filesystem::path(LOKET_SOURCE_DIR) / "assets"; }

const population::Regions& regions();
const population::Enumerations& enumerations();
/// Residents of a synthetic regency at the cut-off of semester II 2025.
const std::vector<population::Resident>& residents(std::size_t size = 3000);

inline constexpr Semester kSemester{2025, 2};
inline Date day(const char* iso) {
    const auto date = parse_iso_date(iso);
    REQUIRE(date.has_value());
    return *date;
}

inline Instant at(const char* iso, int hour = 9, int minute = 0) { return wib_instant(day(iso), hour, minute); }

/// LAMPID of every month, district, sex and kind, from a seed.
std::vector<LampidCount> lampid(std::uint64_t seed);
/// The semester with a balance that holds: the start is what makes it so, with `corrections` in the first district.
LpkInput semester(const std::vector<population::Resident>& people, std::int64_t corrections = 2);

}  // namespace loket::reports::test
