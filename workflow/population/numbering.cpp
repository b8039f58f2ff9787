#include "workflow/population/numbering.h"

#include <fmt/format.h>

#include "workflow/population/kk_number.h"
#include "workflow/population/nik.h"

namespace loket::population {
namespace {

enum class Series : std::uint64_t { MaleNik, FemaleNik, Kk, Deed };

/// One number for what a series counts: kind, region (at most six digits) and day. Both centuries of a
/// two-digit year share it.
std::uint64_t series_key(Series series, std::string_view region, Date day) {
    std::uint64_t key = static_cast<std::uint64_t>(series);
    for (const char c : region) key = key * 10 + static_cast<std::uint64_t>(c - '0');
    key = key * 32 + static_cast<unsigned>(day.day());
    key = key * 16 + static_cast<unsigned>(day.month());
    return key * 100 + static_cast<std::uint64_t>(static_cast<int>(day.year()) % 100);
}

}  // namespace

int Numbering::next(std::uint64_t series) { return ++last_[series]; }

Result<std::string> Numbering::nik(std::string_view district_digits, Date born, Sex sex) {
    const auto series = sex == Sex::Male ? Series::MaleNik : Series::FemaleNik;
    return compose_nik(district_digits, born, sex, next(series_key(series, district_digits, born)));
}

Result<std::string> Numbering::kk(std::string_view district_digits, Date recorded) {
    return compose_kk(district_digits, recorded, next(series_key(Series::Kk, district_digits, recorded)));
}

std::string Numbering::birth_deed(std::string_view regency_digits, Date born, Date recorded) {
    const bool late = std::chrono::sys_days{recorded} - std::chrono::sys_days{born} > std::chrono::days{60};
    const int serial = next(series_key(Series::Deed, regency_digits, recorded));
    return fmt::format("{}-{}-{:02}{:02}{:04}-{:04}", regency_digits, late ? "LT" : "LU",
                       static_cast<unsigned>(recorded.day()), static_cast<unsigned>(recorded.month()),
                       static_cast<int>(recorded.year()), serial);
}

}  // namespace loket::population
