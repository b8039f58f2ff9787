#include "workflow/sync/signing.h"

#include <sodium.h>

namespace loket::sync {
namespace {

Bytes with_purpose(std::string_view purpose, ByteView bytes) {
    ByteWriter out;
    out.sized(as_bytes(purpose)).raw(bytes);
    return out.take();
}

}  // namespace

SigningKey::SigningKey(const std::array<std::uint8_t, 32>& seed) { crypto_sign_seed_keypair(public_.data(), secret_.data(), seed.data()); }

SigningKey::~SigningKey() { sodium_memzero(secret_.data(), secret_.size()); }

Signature SigningKey::sign(std::string_view purpose, ByteView bytes) const {
    Signature signature{};
    const auto content = with_purpose(purpose, bytes);
    crypto_sign_detached(signature.data(), nullptr, content.data(), content.size(), secret_.data());
    return signature;
}

bool signed_by(const PublicKey& key, std::string_view purpose, ByteView bytes, ByteView signature) {
    if (signature.size() != crypto_sign_BYTES) return false;
    const auto content = with_purpose(purpose, bytes);
    return crypto_sign_verify_detached(signature.data(), content.data(), content.size(), key.data()) == 0;
}

}  // namespace loket::sync
