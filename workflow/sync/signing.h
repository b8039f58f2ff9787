#pragma once
// Who speaks: Ed25519 (RFC 8032) over bytes with their purpose before them, so that a signature for one thing is none for another.

#include <array>
#include <string_view>

#include "devices/base/bytes.h"

namespace loket::sync {

using PublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;

/// The signing half. Wiped when it goes.
class SigningKey {
  public:
    explicit SigningKey(const std::array<std::uint8_t, 32>& seed);
    ~SigningKey();
    SigningKey(const SigningKey&) = delete;
    SigningKey& operator=(const SigningKey&) = delete;
    [[nodiscard]] const PublicKey& public_key() const { return public_; }
    [[nodiscard]] Signature sign(std::string_view purpose, ByteView bytes) const;

  private:
    PublicKey public_{};
    std::array<std::uint8_t, 64> secret_{};
};

bool signed_by(const PublicKey& key, std::string_view purpose, ByteView bytes, ByteView signature);

}  // namespace loket::sync
