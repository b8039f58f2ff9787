#include "workflow/sync/wire/code.h"

#include <algorithm>

namespace loket::sync::wire {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kPart = 16, kPartBytes = 10;

std::string base32(ByteView bytes) {
    std::string out;
    unsigned held = 0;
    int bits = 0;
    for (const auto byte : bytes) {
        held = (held << 8 | byte) & 0xfff;
        for (bits += 8; bits >= 5; bits -= 5) out += kDigits[held >> (bits - 5) & 31];
    }
    return out;
}

/// The character as it is written, or 0.
char digit(char typed) {
    char c = typed >= 'a' && typed <= 'z' ? static_cast<char>(typed - 'a' + 'A') : typed;
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    return kDigits.find(c) == std::string_view::npos ? '\0' : c;
}

std::string pin_of(ByteView digest) { return base32(digest.first(std::min(kPartBytes, digest.size()))); }

}  // namespace

OneTimeCode make_code(ByteView authority_key_digest, Random& random) {
    Bytes secret(kPartBytes);
    for (auto& byte : secret) byte = static_cast<std::uint8_t>(random.next());
    return {base32(secret), pin_of(authority_key_digest)};
}

std::string written(const OneTimeCode& code) {
    std::string out;
    const auto whole = code.secret + code.pin;
    for (std::size_t n = 0; n < whole.size(); ++n) {
        if (n > 0 && n % 4 == 0) out += '-';
        out += whole[n];
    }
    return out;
}

std::optional<OneTimeCode> read_code(std::string_view typed) {
    std::string whole;
    for (const char c : typed) {
        if (c == '-' || c == ' ') continue;
        const char read = digit(c);
        if (read == '\0' || whole.size() == 2 * kPart) return std::nullopt;
        whole += read;
    }
    if (whole.size() != 2 * kPart) return std::nullopt;
    return OneTimeCode{whole.substr(0, kPart), whole.substr(kPart)};
}

bool speaks_of(const OneTimeCode& code, ByteView authority_key_digest) { return !code.pin.empty() && code.pin == pin_of(authority_key_digest); }

Sha256 digest_of(const std::string& secret) { return sha256(as_bytes("loket one-time code " + secret)); }

}  // namespace loket::sync::wire
