#pragma once
// Keys from keys, from the card's side.

#include "devices/card/aes.h"

namespace loket::sim_card {

inline constexpr std::uint16_t kKeyBits = 128, kProofBits = 64;

/// NIST SP 800-108, counter mode: label, separation, bits wanted, first (and only) block, both challenges (Amendment D clause 4.1.5).
card::Block kdf(const card::Key& key, std::uint8_t constant, std::uint16_t bits, ByteView context);

}  // namespace loket::sim_card
