#pragma once
// Who lives together: ages, sexes, kinship and marriages of one family, before anybody has a name. Internal
// to this folder. The shares are tuned to the age pyramid of Kepulauan Riau (DOMAIN §14): 0-16 about 30 %, 51
// % men, about 3 people a family.

#include <optional>
#include <vector>

#include "devices/base/clock.h"
#include "devices/base/random.h"
#include "workflow/population/codes.h"
#include "workflow/population/special.h"

namespace loket::population {

inline constexpr int kNobody = -1;

struct Member {
    Date born;
    Sex sex = Sex::Male;
    Shdk shdk = Shdk::KepalaKeluarga;
    Marital marital = Marital::Single;
    std::optional<Date> marital_since = {};
    int father = kNobody;  ///< place in the family
    int mother = kNobody;
    int twin_of = kNobody;    ///< the twin earlier on the family card
    bool married_in = false;  ///< spouse or child-in-law: may come from elsewhere
    std::optional<Special> special = {};
};

/// A family, the head first. `special`, if given, is a trait of one of its members or of the whole.
std::vector<Member> draw_household(Random& random, Date on, std::optional<Special> special);

}  // namespace loket::population
