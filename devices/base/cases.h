#pragma once
// One function for each alternative of a variant.

namespace loket {

/// std::visit(Cases{[](const A&) {…}, [](const auto&) {…}}, variant)
template <class... Ts>
struct Cases : Ts... {
    using Ts::operator()...;
};
template <class... Ts>
Cases(Ts...) -> Cases<Ts...>;  // clang 14, which builds the fuzzers, does not deduce aggregates by itself

}  // namespace loket
