#pragma once
// The Kemendagri region codes: every province, regency and district of Indonesia, and the villages of
// Kabupaten Bintan.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "devices/base/result.h"

namespace loket::population {

/// A region: `code` as the ministry writes it ("21.01.06"), `name` as in the source.
struct Region {
    std::string code;
    std::string name;
};

/// What a village is. The first digit of the village part of its code says it (Kemendagri).
enum class VillageKind : std::uint8_t { Kelurahan = 1, Desa = 2, DesaAdat = 3 };

/// The names from the village up. Empty where the village is unknown but a higher level is not.
struct Place {
    std::string_view village, district, regency, province;
};

/// Immutable after loading, hence safe from any thread. Views live as long as the Regions.
class Regions {
  public:
    /// Reads provinces.csv, regencies.csv, districts.csv and villages.csv.
    /// `Gone` if one is missing; `Corrupt` with file and line if a code is malformed, out of order, repeated
    /// or without parent.
    static Result<Regions> load(const std::filesystem::path& folder);

    /// By code with or without dots ("21.01.06" or "210106"); the number of digits (2, 4, 6, 10) gives the
    /// level. Null if unknown.
    [[nodiscard]] const Region* find(std::string_view code) const;
    /// The regions one level below, in order of code ("21.01" gives its districts, "" the provinces).
    [[nodiscard]] std::span<const Region> children(std::string_view code) const;
    /// Villages, then districts, then regencies, one of whose words begins with `beginning` (case does not matter), at most
    /// `limit`, in order of code within each level. Empty for fewer than two letters: that would be half the country.
    [[nodiscard]] std::vector<const Region*> search(std::string_view beginning, std::size_t limit) const;
    /// The names for a code of any level.
    [[nodiscard]] Place place(std::string_view code) const;

  private:
    struct Level {
        std::vector<std::uint64_t> keys;  ///< ascending digits-as-number, parallel to `regions`
        std::vector<Region> regions;
    };
    static Status load_level(const std::filesystem::path& file, Regions& into, std::size_t level);
    [[nodiscard]] const Region* find(std::uint64_t key, std::size_t level) const;

    Level levels_[4];
};

/// Kelurahan, desa or desa adat; nothing unless the code is a village's.
std::optional<VillageKind> village_kind(std::string_view village_code);
/// "210106" for "21.01.06": the digits as NIK and KK numbers carry them.
std::string region_digits(std::string_view code);

}  // namespace loket::population
