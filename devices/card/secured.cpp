#include "devices/card/secured.h"

#include <fmt/format.h>

#include <algorithm>

#include "devices/base/secret.h"

namespace loket::card {
namespace {

constexpr std::size_t kStatusSize = 2;
Error tampered(const char* how) { return rejected("card.tampered", fmt::format("the card's answer was changed on its way: {}", how)); }

/// Errors come without a signature (Amendment D clause 6.2.5); successes and warnings never do.
bool is_signed(Sw status) {
    const int sw1 = static_cast<int>(status) >> 8;
    return sw1 == 0x90 || sw1 == 0x62 || sw1 == 0x63;
}

}  // namespace

Result<Answer> parse_answer(ByteView bytes) {
    if (bytes.size() < kStatusSize) return corrupt("the card answered less than a status word");
    const auto data = bytes.first(bytes.size() - kStatusSize);
    return Answer{Bytes(data.begin(), data.end()), static_cast<Sw>(bytes[data.size()] << 8 | bytes[data.size() + 1])};
}

Secured::~Secured() { wipe(&keys_, sizeof keys_); }

Block Secured::vector(bool of_answer) const {
    Block counter{};
    counter[0] = of_answer ? 0x80 : 0x00;
    for (std::size_t i = 0; i < sizeof count_; ++i) counter[15 - i] = static_cast<std::uint8_t>(count_ >> 8 * i);
    return aes_block(keys_.enc, counter);
}

Command Secured::sign(Command command) {
    command.cla |= kSecured;
    ByteWriter in;
    in.raw(chain_).u8(command.cla).u8(command.ins).u8(command.p1).u8(command.p2).u8(static_cast<std::uint8_t>(command.data.size() + kMacSize)).raw(command.data);
    chain_ = cmac(keys_.mac, in.bytes());
    command.data.insert(command.data.end(), chain_.begin(), chain_.begin() + kMacSize);
    return command;
}

Command Secured::authenticate(const Cryptogram& host) {
    return sign({.cla = kProprietary, .ins = instruction::kExternalAuthenticate, .p1 = kSecurityLevel, .p2 = 0, .data = Bytes(host.begin(), host.end())});
}

Command Secured::wrap(Command command) {
    ++count_;
    if (!command.data.empty()) command.data = cbc_encrypt(keys_.enc, vector(false), padded(command.data));
    command = sign(std::move(command));
    command.expected = kMostShort;  // the answer is longer than what was asked for: padding and signature
    return command;
}

Result<Answer> Secured::unwrap(ByteView bytes) {
    LOKET_ASSIGN(answer, parse_answer(bytes));
    if (broken_) return tampered("the conversation is over");
    if (!is_signed(answer.status) && answer.data.empty()) return std::move(answer);
    broken_ = true;
    if (answer.data.size() < kMacSize) return tampered("no signature");
    const auto body = ByteView{answer.data}.first(answer.data.size() - kMacSize);
    const auto expected = cmac(keys_.rmac, ByteWriter{}.raw(chain_).raw(body).u16(static_cast<std::uint16_t>(answer.status)).take());
    if (!same_secret(ByteView{expected}.first(kMacSize), ByteView{answer.data}.last(kMacSize))) return tampered("wrong signature");
    if (body.size() % sizeof(Block) != 0) return tampered("no whole blocks");
    auto plain = body.empty() ? std::optional<Bytes>(Bytes{}) : unpadded(cbc_decrypt(keys_.enc, vector(true), body));
    if (!plain) return tampered("wrong padding");
    broken_ = false;
    return Answer{std::move(*plain), answer.status};
}

}  // namespace loket::card
