#pragma once
// Where the synthetic families of Kabupaten Bintan live: assets/names/villages.csv. Internal to this folder.

#include <filesystem>
#include <string>
#include <vector>

#include "devices/base/result.h"
#include "workflow/population/name_lists.h"
#include "workflow/population/regions.h"

namespace loket::population {

struct Village {
    std::string code;             ///< "21.01.06.1008"
    std::string district_digits;  ///< "210106"
    std::string name;             ///< upper case
    std::string town;             ///< where its people say they were born
    Work work = Work::Town;
    int weight = 0;  ///< share of the families
};

/// Every village of Bintan, in the order of the file. `Corrupt` with file and line if a code is not one of
/// its villages or one is missing.
Result<std::vector<Village>> load_villages(const std::filesystem::path& file, const Regions& regions);

/// ASCII upper case, as documents print names.
std::string upper_case(std::string_view text);

}  // namespace loket::population
