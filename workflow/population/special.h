#pragma once
// The rare people that every screen and rule must cope with. Each occurs in the first families of a synthetic
// population, so that a demonstration finds one, and now and then among the rest.

#include <cstdint>
#include <string_view>

namespace loket::population {

enum class Special : std::uint8_t {
    OneWordName,     ///< valid in old records, refused in new ones
    LongestName,     ///< 60 letters
    ApostropheName,  ///< punctuation from an old record
    LeapDay,         ///< born on 29 February
    Foundling,       ///< no known parents
    MissingFingers,
    NoFingers,  ///< all ten missing
    Penghayat,  ///< religion 7, kepercayaan terhadap Tuhan YME
    Foreigner,  ///< KITAP
    Twins,
    OldPrefix,      ///< NIK with a district code that no longer exists
    JustSeventeen,  ///< must record now
    LargeFamily,    ///< more than ten members: the family card needs a second sheet
    Unrecorded,     ///< adult of many years without any recording
};
inline constexpr std::size_t kSpecials = 14;

/// "missing_fingers", …: stable, for the command line.
std::string_view to_string(Special special);

}  // namespace loket::population
