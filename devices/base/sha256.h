#pragma once
// SHA-256 (FIPS 180-4) through libsodium: hash chain, content addresses.

#include <array>
#include <string>

#include "devices/base/bytes.h"

namespace loket {

using Sha256 = std::array<std::uint8_t, 32>;

Sha256 sha256(ByteView bytes);
inline std::string to_hex(const Sha256& digest) { return to_hex(ByteView{digest}); }

}  // namespace loket
