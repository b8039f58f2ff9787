#include "devices/card/sam.h"

#include <algorithm>

namespace loket::card {
namespace {

constexpr std::uint8_t kDiversify = 0x01;  // AN10922 clause 2.2
enum class Purpose : std::uint8_t { Enc = 0x01, Mac = 0x02 };

Key key_from(ByteView bytes) {
    Key key;
    std::ranges::copy(bytes, key.begin());
    return key;
}

}  // namespace

Bytes derive_scp03(const Key& key, std::uint8_t constant, std::size_t length, ByteView context) {
    constexpr std::size_t kLabelZeros = 11;
    ByteWriter in;
    in.raw(Bytes(kLabelZeros)).u8(constant).u8(0x00).u16(static_cast<std::uint16_t>(length * 8)).u8(0x01).raw(context);
    const auto block = cmac(key, in.bytes());
    return {block.begin(), block.begin() + static_cast<std::ptrdiff_t>(length)};
}

TestSam::TestSam() : master_(kTestMaster) {}

StaticKeys TestSam::keys_for(const CardNumber& number, Keys version) const {
    const auto one = [&](Purpose purpose) {
        const auto in = ByteWriter{}.u8(kDiversify).u8(static_cast<std::uint8_t>(purpose)).u8(static_cast<std::uint8_t>(version)).raw(number).take();
        return cmac(master_, in);
    };
    return {one(Purpose::Enc), one(Purpose::Mac)};
}

std::map<Keys, StaticKeys> TestSam::factory_keys(const CardNumber& number) const {
    std::map<Keys, StaticKeys> keys;
    for (const auto version : kAllKeys) keys[version] = keys_for(number, version);
    return keys;
}

Result<Conversation> TestSam::open(const Greeting& greeting) {
    const auto own = keys_for(greeting.number, greeting.keys);
    const auto context = ByteWriter{}.raw(greeting.host).raw(greeting.card).take();
    const auto session = [&](const Key& key, std::uint8_t constant) { return key_from(derive_scp03(key, constant, kKeySize, context)); };
    Conversation out;
    out.keys = {session(own.enc, derivation::kSessionEnc), session(own.mac, derivation::kSessionMac), session(own.mac, derivation::kSessionRmac)};
    if (!same_secret(derive_scp03(out.keys.mac, derivation::kCardCryptogram, kChallengeSize, context), greeting.cryptogram))
        return rejected("card.not_authentic", "the card does not know the keys of its number");
    std::ranges::copy(derive_scp03(out.keys.mac, derivation::kHostCryptogram, kChallengeSize, context), out.cryptogram.begin());
    return out;
}

}  // namespace loket::card
