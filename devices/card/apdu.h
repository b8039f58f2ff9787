#pragma once
// Command and response pairs of ISO/IEC 7816-4 clause 5.

#include <cstdint>
#include <optional>

#include "devices/base/bytes.h"

namespace loket::card {

/// A command taken apart. `expected` is Ne: how many bytes may come back; nothing when none are asked for.
struct Command {
    std::uint8_t cla = 0, ins = 0, p1 = 0, p2 = 0;
    Bytes data = {};
    std::optional<std::size_t> expected = {};
    bool extended = false;  ///< length fields of three bytes, ISO/IEC 7816-4 clause 5.2

    bool operator==(const Command&) const = default;
};
inline constexpr std::size_t kMostShort = 256, kMostExtended = 65'536;

/// Nothing where the lengths do not add up.
std::optional<Command> parse_command(ByteView bytes);
Bytes to_bytes(const Command& command);

}  // namespace loket::card
