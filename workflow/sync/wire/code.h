#pragma once
// A one-time code: who the register is and the right to be taken in, in 32 characters that can be read out over the telephone.

#include <optional>
#include <string>

#include "devices/base/random.h"
#include "devices/base/sha256.h"

namespace loket::sync::wire {

/// Crockford's base 32 (no I, L, O, U), in fours: "7K3M-….". 80 bits of secret, then 80 bits of the SHA-256 of the register's authority's
/// key: an office cannot be led to another register, nor can anybody try codes.
struct OneTimeCode {
    std::string secret;  ///< 16 characters
    std::string pin;     ///< 16 characters
    bool operator==(const OneTimeCode&) const = default;
};

OneTimeCode make_code(ByteView authority_key_digest, Random& random);
std::string written(const OneTimeCode& code);
/// Blanks, dashes and small letters do not matter; O is read as 0, I and L as 1. Nothing for anything else.
std::optional<OneTimeCode> read_code(std::string_view typed);
/// Whether the code speaks of the authority with this key.
bool speaks_of(const OneTimeCode& code, ByteView authority_key_digest);
/// What the register keeps of the secret.
Sha256 digest_of(const std::string& secret);

}  // namespace loket::sync::wire
