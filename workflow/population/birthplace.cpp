#include "workflow/population/birthplace.h"

#include <fmt/format.h>

#include "workflow/population/pick.h"

namespace loket::population {
namespace {

/// Retired by splits of districts before the present table (DOMAIN §1.2); they live on in numbers given then.
constexpr std::string_view kOldPrefixes[] = {"210101", "210102", "210103", "210105", "210111"};
/// About when numbers with the present codes begin to prevail.
constexpr int kLastOldYear = 2006;
constexpr double kOldShare = 0.16;

std::vector<std::string> districts_of(const Regions& regions, std::string_view regency) {
    std::vector<std::string> districts;
    for (const auto& district : regions.children(regency)) districts.push_back(region_digits(district.code));
    return districts;
}

std::string place_of(const Region& regency) {
    auto name = upper_case(regency.name);
    for (const std::string_view kind : {"KABUPATEN ", "KOTA "})
        if (name.starts_with(kind)) return name.substr(kind.size());
    return name;
}

}  // namespace

Result<Birthplaces> Birthplaces::make(const Regions& regions) {
    Birthplaces places;
    for (std::size_t i = 0; i < kOrigins; ++i) {
        auto& homelands = places.homelands_.emplace_back();
        for (const auto code : facts(static_cast<Origin>(i)).homelands) {
            const auto* regency = regions.find(code);
            auto districts = districts_of(regions, code);
            if (regency == nullptr || districts.empty())
                return corrupt(fmt::format("no regency {} with districts", code));
            homelands.push_back({place_of(*regency), std::move(districts)});
        }
    }
    places.bintan_ = districts_of(regions, "21.01");
    places.tanjungpinang_ = districts_of(regions, "21.72");
    if (places.bintan_.empty() || places.tanjungpinang_.empty())
        return corrupt("no districts of Bintan or Tanjungpinang");
    return places;
}

Birthplace Birthplaces::local(Random& random, const Village& village, Date born, bool old_prefix) const {
    Birthplace birth;
    switch (constexpr int kPlaces[] = {50, 30, 20}; pick_weighted(random, kPlaces)) {
        case 0:
            birth.place = village.town;
            break;
        case 1:
            birth.place = "TANJUNG PINANG";
            break;
        default:
            birth.place = village.name;
    }
    if (old_prefix || (static_cast<int>(born.year()) <= kLastOldYear && random.chance(kOldShare))) {
        birth.district_digits = pick(random, kOldPrefixes);
        return birth;
    }
    switch (constexpr int kGivenBy[] = {78, 14, 8}; pick_weighted(random, kGivenBy)) {
        case 0:
            birth.district_digits = village.district_digits;
            break;
        case 1:
            birth.district_digits = pick(random, bintan_);
            break;
        default:
            birth.district_digits = pick(random, tanjungpinang_);
    }
    return birth;
}

Birthplace Birthplaces::homeland(Random& random, Origin origin) const {
    const auto& land = pick(random, homelands_[static_cast<std::size_t>(origin)]);
    return {land.place, pick(random, land.districts)};
}

std::string Birthplaces::card_district(Random& random, const Village& village) const {
    return random.chance(0.93) ? village.district_digits : pick(random, bintan_);
}

}  // namespace loket::population
