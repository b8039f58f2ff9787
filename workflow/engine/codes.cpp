#include "workflow/engine/codes.h"

#include <fmt/format.h>

#include <array>
#include <cctype>

#include "devices/base/sha256.h"
#include "workflow/engine/resi.h"

namespace loket::engine {
namespace {

constexpr std::string_view kPlainLetters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";  // without 0 O, 1 I L
constexpr std::size_t kBlock = 64;                                              // of SHA-256, in bytes

Bytes keyed(const std::array<std::uint8_t, kBlock>& key, std::uint8_t pad, ByteView message) {
    Bytes out;
    for (const auto byte : key) out.push_back(byte ^ pad);
    out.insert(out.end(), message.begin(), message.end());
    return out;
}

Sha256 hmac_sha256(ByteView key, ByteView message) {
    std::array<std::uint8_t, kBlock> block{};
    const auto hashed = sha256(key);
    const ByteView used = key.size() > kBlock ? ByteView{hashed} : key;
    std::copy(used.begin(), used.end(), block.begin());
    const auto inner = sha256(keyed(block, 0x36, message));
    return sha256(keyed(block, 0x5c, inner));
}

}  // namespace

std::string make_pin(Random& random) { return fmt::format("{:06}", random.below(1'000'000)); }

std::string make_print_code(Random& random) {
    std::string body;
    for (int i = 0; i < 8; ++i) body += kPlainLetters[random.below(kPlainLetters.size())];
    const char check = check_character(body);
    body.insert(4, 1, '-');
    return body + "-" + check;
}

std::string code_digest(ByteView key, std::string_view nik, std::string_view code) {
    std::string message(nik);
    message += ':';
    for (const char c : code)
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) message += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return to_hex(hmac_sha256(key, as_bytes(message)));
}

}  // namespace loket::engine
