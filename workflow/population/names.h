#pragma once
// Names for new records: Permendagri 73/2022 (DOMAIN §2.4). Old records break every one of these rules and
// stay valid; whether a name is decent and unambiguous only a person can judge. Pure functions, safe from any
// thread.

#include <cstdint>
#include <string_view>

#include "devices/base/result.h"
#include "workflow/population/finding.h"

namespace loket::population {

/// Where the name will stand: titles are allowed on family and identity cards, never on a deed (akta).
enum class NameUse : std::uint8_t { Card, Deed };

/// Letters a name may have, spaces included (Pasal 4).
inline constexpr std::size_t kLongestName = 60;

/// Errors: name.empty, name.too_long, name.spacing, name.digit, name.punctuation, name.not_latin, name.title
/// (deeds only). Warnings: name.one_word (an officer may let it pass), name.abbreviation.
Findings check_name(std::string_view name, NameUse use);

/// `Rejected` with the code of the first error; warnings pass.
Status require_name(std::string_view name, NameUse use);

}  // namespace loket::population
