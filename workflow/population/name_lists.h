#pragma once
// Invented names and addresses for synthetic residents, put together from the lists in assets/names.

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "devices/base/random.h"
#include "devices/base/result.h"
#include "workflow/population/codes.h"
#include "workflow/population/origins.h"
#include "workflow/population/word_file.h"

namespace loket::population {

/// What work a village lives from; decides addresses and occupations.
enum class Work : std::uint8_t { Town, Rural, Coast, Industry, Resort };

/// Immutable after loading, hence safe from any thread.
class NameLists {
  public:
    /// `Gone` if a list is missing; `Corrupt` with file and line if a list breaks its form.
    static Result<NameLists> load(const std::filesystem::path& folder);

    /// The inherited name of a new line of descent; empty for origins without family names.
    [[nodiscard]] std::string_view family_name(Random& random, Origin origin) const;
    /// A full name in the fashion of the year of birth.
    [[nodiscard]] std::string name(Random& random, Origin origin, Sex sex, int birth_year,
                                   std::string_view family) const;
    /// One word only, as many older people have.
    [[nodiscard]] std::string one_word_name(Random& random, Sex sex) const;
    /// Exactly 60 letters.
    [[nodiscard]] std::string longest_name(Random& random, Sex sex) const;
    /// With an apostrophe, as old records have.
    [[nodiscard]] std::string apostrophe_name(Random& random, Sex sex) const;
    /// "JL. MERDEKA NO. 12"
    [[nodiscard]] std::string street(Random& random, Work work) const;

  private:
    using Words = std::vector<std::string>;
    /// Sections by index; -1 stands for the inherited name.
    struct Pattern {
        int weight = 0;
        std::vector<int> parts;
    };
    static constexpr std::size_t kEras = 3;
    struct OriginLists {
        std::vector<Words> sections;
        std::array<std::array<std::vector<Pattern>, kEras>, 2> patterns;  ///< by sex, then era of birth
        Words family;
    };
    static Result<OriginLists> read_origin(const std::filesystem::path& file);
    static Status add_pattern(std::string_view text, const std::vector<std::string>& names,
                              OriginLists& lists);
    [[nodiscard]] const Words& words(std::string_view section) const {
        return special_.find(section)->second;
    }

    std::array<OriginLists, kOrigins> origins_;
    std::map<std::string, Words, std::less<>> special_;  ///< khusus.txt and alamat.txt
};

}  // namespace loket::population
