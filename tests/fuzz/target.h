#pragma once
// A fuzz target is a function `void NAME(ByteView bytes)` in namespace loket::fuzz, alone in targets/NAME.cpp. It takes any bytes, and
// throws Violation where a parser breaks what its header promises. The seeds of its corpus lie in corpus/NAME/.

#include <algorithm>
#include <span>
#include <stdexcept>
#include <string_view>

#include "devices/base/bytes.h"

namespace loket::fuzz {

struct Violation : std::logic_error {
    using std::logic_error::logic_error;
};

inline void require(bool holds, const char* promise) {
    if (!holds) throw Violation(promise);
}

/// Takes the first byte off: it chooses among the parsers of one wire.
inline std::uint8_t take_first(ByteView& bytes) {
    if (bytes.empty()) return 0;
    const auto first = bytes.front();
    bytes = bytes.subspan(1);
    return first;
}

/// Up to `most` bytes off the front.
inline ByteView take(ByteView& bytes, std::size_t most) {
    const auto part = bytes.first(std::min(most, bytes.size()));
    bytes = bytes.subspan(part.size());
    return part;
}

struct Target {
    std::string_view name;
    void (*run)(ByteView);
};
/// All of them, from the files of targets/ (generated).
std::span<const Target> all();

}  // namespace loket::fuzz
