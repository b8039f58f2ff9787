#pragma once
// Whether a type is one of a variant's alternatives.

#include <type_traits>
#include <variant>

namespace loket::engine {

template <class Kind, class Variant>
inline constexpr bool kIsOneOf = false;
template <class Kind, class... Kinds>
inline constexpr bool kIsOneOf<Kind, std::variant<Kinds...>> = (std::is_same_v<Kind, Kinds> || ...);

}  // namespace loket::engine
