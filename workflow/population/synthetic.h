#pragma once
// A repeatable synthetic Kabupaten Bintan for demonstrations, tests and load: invented people only (DOMAIN
// §14).

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "devices/base/clock.h"
#include "devices/base/result.h"
#include "workflow/population/name_lists.h"
#include "workflow/population/regions.h"
#include "workflow/population/resident.h"
#include "workflow/population/special.h"
#include "workflow/population/villages.h"

namespace loket::population {

struct PopulationPlan {
    std::uint64_t seed = 1;
    std::size_t size = 160'000;  ///< residents, exactly
    Date on;                     ///< the day everybody's age and state refer to
};

/// A rare person and where to find him or her.
struct SpecialResident {
    Special special;
    std::string nik;
    std::string kk;
};

struct PopulationSummary {
    std::size_t residents = 0;
    std::size_t families = 0;
    std::vector<SpecialResident>
        specials;  ///< every one that was made on purpose, the first of each kind first
};

/// The lists that families are made from. Immutable after loading.
struct PopulationSource {
    NameLists names;
    std::vector<Village> villages;

    /// Reads assets/names. `Gone` or `Corrupt` with file and line.
    static Result<PopulationSource> load(const std::filesystem::path& names_folder, const Regions& regions);
};

/// Takes one family at a time, head first; an error ends the generation and is returned.
using FamilySink = std::function<Status(Family&&)>;

/// Equal plan and lists give equal families in equal order, on every machine. Blocking; keeps only the
/// counters of numbers in memory. `Rejected` "population.date" for a day that is not real, "population.size"
/// above 5 million.
Result<PopulationSummary> generate_population(const PopulationPlan& plan, const Regions& regions,
                                              const PopulationSource& source, const FamilySink& sink);

}  // namespace loket::population
