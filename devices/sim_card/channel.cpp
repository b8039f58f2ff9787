#include "devices/sim_card/channel.h"

#include <algorithm>

#include "devices/sim_card/derive.h"

namespace loket::sim_card {

using namespace card;

namespace {

ByteView head_of(const Block& block, std::size_t count) { return ByteView{block}.first(count); }

Bytes counter_bytes(std::uint32_t counter) { return {static_cast<std::uint8_t>(counter >> 16), static_cast<std::uint8_t>(counter >> 8), static_cast<std::uint8_t>(counter)}; }

}  // namespace

Channel::Channel(Keys version, const StaticKeys& keys, const CardNumber& number, std::uint32_t counter, ByteView host_challenge)
    : version_(version), number_(number), sequence_(counter), context_(host_challenge.begin(), host_challenge.end()) {
    // Pseudo-random challenge, Amendment D clause 6.2.2.1: from the counter and the name of the application.
    auto seed = counter_bytes(counter);
    seed.insert(seed.end(), std::begin(kApplication), std::end(kApplication));
    const auto challenge = kdf(keys.enc, derivation::kCardChallenge, kProofBits, seed);
    context_.insert(context_.end(), challenge.begin(), challenge.begin() + kChallengeSize);
    enc_ = kdf(keys.enc, derivation::kSessionEnc, kKeyBits, context_);
    mac_ = kdf(keys.mac, derivation::kSessionMac, kKeyBits, context_);
    rmac_ = kdf(keys.mac, derivation::kSessionRmac, kKeyBits, context_);
}

Bytes Channel::greeting() const {
    const auto proof = kdf(mac_, derivation::kCardCryptogram, kProofBits, context_);
    return ByteWriter{}
        .raw(number_)
        .u8(static_cast<std::uint8_t>(version_))
        .u8(kScpProtocol)
        .u8(kScpOptions)
        .raw(ByteView{context_}.last(kChallengeSize))
        .raw(head_of(proof, kChallengeSize))
        .raw(counter_bytes(sequence_))
        .take();
}

bool Channel::signature_fits(const Command& command) {
    if (command.data.size() < kMacSize || command.extended) return false;
    ByteWriter in;
    in.raw(chain_).u8(command.cla).u8(command.ins).u8(command.p1).u8(command.p2).u8(static_cast<std::uint8_t>(command.data.size()));
    in.raw(ByteView{command.data}.first(command.data.size() - kMacSize));
    const auto mac = cmac(mac_, in.bytes());
    if (!same_secret(head_of(mac, kMacSize), ByteView{command.data}.last(kMacSize))) return false;
    chain_ = mac;
    return true;
}

bool Channel::authenticate(const Command& command) {
    const bool first = !open_ && commands_ == 0;
    const bool form = command.p1 == kSecurityLevel && command.p2 == 0 && command.data.size() == kChallengeSize + kMacSize;
    if (!first || !form || !signature_fits(command)) return false;
    const auto proof = kdf(mac_, derivation::kHostCryptogram, kProofBits, context_);
    open_ = same_secret(head_of(proof, kChallengeSize), ByteView{command.data}.first(kChallengeSize));
    return open_;
}

Block Channel::vector(std::uint8_t direction) const {
    Block counter{};
    counter[0] = direction;
    for (std::size_t i = 0; i < 4; ++i) counter[12 + i] = static_cast<std::uint8_t>(commands_ >> (24 - 8 * i));
    return aes_block(enc_, counter);
}

std::optional<Command> Channel::unwrap(const Command& secured) {
    if (!open_ || !signature_fits(secured)) return std::nullopt;
    ++commands_;
    Command inside = secured;
    inside.cla = static_cast<std::uint8_t>(secured.cla & ~kSecured);
    inside.data.resize(inside.data.size() - kMacSize);
    if (inside.data.empty()) return inside;
    if (inside.data.size() % sizeof(Block) != 0) return std::nullopt;
    auto plain = unpadded(cbc_decrypt(enc_, vector(0x00), inside.data));
    if (!plain) return std::nullopt;
    inside.data = std::move(*plain);
    return inside;
}

Bytes Channel::wrap(const Reply& reply) {
    const auto status = static_cast<std::uint16_t>(reply.status);
    const auto sw1 = status >> 8;
    if (sw1 != 0x90 && sw1 != 0x62 && sw1 != 0x63) return ByteWriter{}.u16(status).take();
    const Bytes body = reply.data.empty() ? Bytes{} : cbc_encrypt(enc_, vector(0x80), padded(reply.data));
    const auto mac = cmac(rmac_, ByteWriter{}.raw(chain_).raw(body).u16(status).take());
    return ByteWriter{}.raw(body).raw(head_of(mac, kMacSize)).u16(status).take();
}

}  // namespace loket::sim_card
