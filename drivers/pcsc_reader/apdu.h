#pragma once
// What travels between a terminal and a chip, as pure functions on bytes: ISO/IEC
// 7816-3 clause 12 (which of it the protocols T=0 and T=1 carry) and clause 8 (answer to reset).

#include <cstdint>
#include <functional>

#include "devices/base/bytes.h"
#include "devices/base/result.h"
#include "devices/card/apdu.h"

namespace loket::drivers::pcsc_reader {

using card::Command, card::parse_command, card::to_bytes, card::kMostShort, card::kMostExtended;

enum class Protocol : std::uint8_t { T0, T1 };

/// Carries bytes to the chip and its answer back.
using Carry = std::function<Result<Bytes>(ByteView)>;

/// One command and all of its answer, data followed by SW1 SW2. "61xx" is followed by GET RESPONSE until all is there, "6Cxx" by the same
/// command with the length that the chip named (ISO/IEC 7816-4 clause 5.6, 7816-3 clause 12.2). Over T=0 the expected length of a command
/// with data stays at home, as that protocol wants. Corrupt when the chip answers less than a status word, or promises without an end;
/// Rejected ("card.bad_command") for a command that is none; Unsupported for one of extended length over T=0.
Result<Bytes> converse(ByteView command, Protocol protocol, const Carry& carry);

/// What an answer to reset says that concerns us.
struct Atr {
    bool contactless = false;  ///< made up by the reader for a card without contacts (PC/SC part 3, 3.1.3.2.3)
    Bytes historical = {};
};
/// Corrupt where its own lengths or its check byte do not add up.
Result<Atr> parse_atr(ByteView bytes);

}  // namespace loket::drivers::pcsc_reader
