#pragma once
// LAMPID: lahir, mati, pindah, datang. The monthly counts and the table they are reported in.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "workflow/population/codes.h"
#include "workflow/population/regions.h"
#include "workflow/reports/period.h"
#include "workflow/reports/report.h"

namespace loket::reports {

enum class LampidKind : std::uint8_t { Lahir, Mati, Pindah, Datang };
inline constexpr int kLampidKinds = 4;
std::string_view label(LampidKind kind);  ///< "Lahir"
std::string_view key(LampidKind kind);    ///< "lahir"

/// How many of one kind, in one month, district and sex. Several counts of the same kind add up.
struct LampidCount {
    Month month{};
    std::string district;  ///< kecamatan code "21.01.06"; dots may be left out
    population::Sex sex = population::Sex::Male;
    LampidKind kind = LampidKind::Lahir;
    std::int64_t count = 0;
};

/// `Rejected` "lampid.month", "lampid.district" (not a district of the regency), "lampid.count" (negative).
Status check(const LampidCount& count, const population::Regions& regions, std::string_view regency);

/// Kecamatan x month and kecamatan x semester, each kind L, P and L+P. Only counts of the months of `period`; the
/// districts are those of `regency` ("21.01").
struct LampidTables {
    Table by_month;     ///< month as subtotal, its districts below
    Table by_district;  ///< the whole period
    std::vector<Relation> relations;  ///< months of a district add up to its period
};
LampidTables lampid_tables(const std::vector<LampidCount>& counts, const Period& period,
                           const population::Regions& regions, std::string_view regency, const std::string& source);

/// The monthly report sent up by the office (P01 distributes it): one month, kecamatan x kind x L/P.
Report lampid_report(const std::vector<LampidCount>& counts, Month month, const population::Regions& regions,
                     std::string_view regency, const std::string& source);

}  // namespace loket::reports
