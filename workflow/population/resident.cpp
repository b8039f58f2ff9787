#include "workflow/population/resident.h"

#include <algorithm>

namespace loket::population {

const Resident* Family::head() const {
    const auto found = std::find_if(members.begin(), members.end(),
                                    [](const Resident& r) { return r.shdk == Shdk::KepalaKeluarga; });
    return found == members.end() ? nullptr : &*found;
}

}  // namespace loket::population
