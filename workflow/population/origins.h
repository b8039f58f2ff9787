#pragma once
// Where the families of the synthetic Bintan come from. Shares are guesses for a plausible mix, not
// statistics (DOMAIN §14).

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "workflow/population/codes.h"

namespace loket::population {

enum class Origin : std::uint8_t { Melayu, Jawa, Minang, Batak, Bugis, Tionghoa, Flores, Asing };
inline constexpr std::size_t kOrigins = 8;

struct OriginFacts {
    std::string_view file;                        ///< name list without ".txt"
    int share;                                    ///< families of a thousand
    std::array<int, 7> religions;                 ///< weights, Islam first, in the order of the code table
    int settlers;                                 ///< per cent of adults who were born in the homeland
    std::span<const std::string_view> homelands;  ///< regency codes
};

const OriginFacts& facts(Origin origin);

}  // namespace loket::population
