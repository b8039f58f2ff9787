#pragma once
// AES-128 as the profile needs it, through OpenSSL. Blocks and keys have 16 bytes.

#include <array>

#include "devices/base/bytes.h"
#include "devices/card/profile.h"

namespace loket::card {

using Block = std::array<std::uint8_t, 16>;

/// One block (ECB), for the initial vectors of SCP03.
Block aes_block(const Key& key, const Block& in);
/// CBC without padding: `data` has whole blocks.
Bytes cbc_encrypt(const Key& key, const Block& vector, ByteView data);
Bytes cbc_decrypt(const Key& key, const Block& vector, ByteView data);
/// NIST SP 800-38B.
Block cmac(const Key& key, ByteView data);

/// ISO/IEC 9797-1 padding method 2: 80, then zeros to a whole block.
Bytes padded(ByteView data);
/// Nothing if it does not end in 80 and fewer than 16 zeros.
std::optional<Bytes> unpadded(ByteView data);

/// Compares without telling by the time where they differ.
bool same_secret(ByteView one, ByteView other);

}  // namespace loket::card
