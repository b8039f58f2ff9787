#pragma once
// Where synthetic residents were born and first got a number. Internal to this folder.

#include <string>
#include <vector>

#include "devices/base/clock.h"
#include "devices/base/random.h"
#include "devices/base/result.h"
#include "workflow/population/origins.h"
#include "workflow/population/regions.h"
#include "workflow/population/villages.h"

namespace loket::population {

struct Birthplace {
    std::string place;            ///< upper case, as documents print it
    std::string district_digits;  ///< first six digits of the NIK
};

/// The districts that numbers of residents of Bintan begin with.
class Birthplaces {
  public:
    /// `Corrupt` if a homeland of an origin is not in the tables.
    static Result<Birthplaces> make(const Regions& regions);

    /// Born in Bintan or in the hospital next door. `old_prefix` forces a district code that no longer
    /// exists.
    [[nodiscard]] Birthplace local(Random& random, const Village& village, Date born, bool old_prefix) const;
    /// Born in a regency that the family came from.
    [[nodiscard]] Birthplace homeland(Random& random, Origin origin) const;
    /// The district of the village, seldom another of Bintan: where a family card was first issued.
    [[nodiscard]] std::string card_district(Random& random, const Village& village) const;

  private:
    struct Homeland {
        std::string place;
        std::vector<std::string> districts;
    };
    std::vector<std::vector<Homeland>> homelands_;  ///< by origin
    std::vector<std::string> bintan_, tanjungpinang_;
};

}  // namespace loket::population
