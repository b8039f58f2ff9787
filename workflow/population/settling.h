#pragma once
// Gives a drawn household names, a home, numbers and everything else a register knows. Internal to this
// folder.

#include <vector>

#include "devices/base/random.h"
#include "workflow/population/birthplace.h"
#include "workflow/population/household.h"
#include "workflow/population/name_lists.h"
#include "workflow/population/numbering.h"
#include "workflow/population/resident.h"
#include "workflow/population/villages.h"

namespace loket::population {

/// What every family is settled with.
struct Office {
    Date on;
    const NameLists& names;
    const Birthplaces& places;
    Numbering& numbering;  ///< the numbers already given
};

/// The family of these members, head first. `penghayat` makes it one of the belief in God the One (religion
/// 7). Fails only when the numbers of a day are used up.
Result<Family> settle(Random& random, const Office& office, const Village& village,
                      const std::vector<Member>& members, bool penghayat);

}  // namespace loket::population
