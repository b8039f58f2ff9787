#pragma once
// Unique numbers for synthetic residents and families, given out in order like an office does. Internal to
// this folder.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "devices/base/clock.h"
#include "devices/base/result.h"
#include "workflow/population/codes.h"

namespace loket::population {

/// Hands out each number once. `Rejected` ("nik.serial", "kk.serial") when the 9999 numbers of a day and
/// district are used up.
class Numbering {
  public:
    Result<std::string> nik(std::string_view district_digits, Date born, Sex sex);
    Result<std::string> kk(std::string_view district_digits, Date recorded);
    /// `2101-LU-17092005-0012`: LU recorded within 60 days of birth, LT later (DOMAIN §2.3).
    std::string birth_deed(std::string_view regency_digits, Date born, Date recorded);

  private:
    /// The next serial of a series; 1 at first.
    int next(std::uint64_t series);

    std::unordered_map<std::uint64_t, int> last_;
};

}  // namespace loket::population
