#include "devices/sim_card/sam_os.h"

#include <algorithm>

#include "devices/card/sam_profile.h"
#include "devices/sim_card/derive.h"

namespace loket::sim_card {

namespace profile = card::sam_profile;
using card::Command, card::Key, card::Sw;

namespace {

Reply bare_status(profile::Sw status) { return {static_cast<Sw>(status), {}}; }

/// AN10922 clause 2.2: one block over a constant, what the key is for, its version and the number of the card.
Key diversified(const Key& master, std::uint8_t purpose, std::uint8_t version, ByteView number) {
    Bytes in{0x01, purpose, version};
    in.insert(in.end(), number.begin(), number.end());
    return card::cmac(master, in);
}

}  // namespace

Bytes SamOs::answer(ByteView bytes) {
    const auto command = card::parse_command(bytes);
    const auto reply = command ? run(*command) : Reply{Sw::WrongLength};
    return ByteWriter{}.raw(reply.data).u16(static_cast<std::uint16_t>(reply.status)).take();
}

Reply SamOs::run(const Command& command) {
    using namespace card::instruction;
    const bool ours = command.cla == card::kProprietary;
    if (command.cla != 0 && !ours) return {Sw::NoSuchClass};
    if (!ours && command.ins == kSelect) {
        unlocked_ = false;
        selected_ = command.p1 == card::kSelectByName && std::ranges::equal(command.data, profile::kApplication);
        return {selected_ ? Sw::Ok : Sw::NotFound};
    }
    if (!selected_) return {Sw::NoFileSelected};
    if (!ours && command.ins == profile::kVerify) return verify(command);
    if (ours && command.ins == profile::kOpenConversation) return open_conversation(command);
    if (!ours || command.ins != kGetData) return {Sw::NoSuchInstruction};
    if (command.p1 != 0 || command.p2 != profile::kInfoTag) return {Sw::NoSuchData};
    return {Sw::Ok, ByteWriter{}.u8(profile::kVersion).u8(plastic_.test ? profile::kTestFlag : 0).raw(as_bytes(plastic_.name)).take()};
}

/// The try is counted before it is judged: power that goes in between gives nobody another one.
Reply SamOs::verify(const Command& command) {
    if (command.p1 != 0 || command.p2 != profile::kPinReference) return {Sw::WrongParameters};
    if (plastic_.tries == 0) return bare_status(profile::Sw::PinBlocked);
    --plastic_.tries;
    unlocked_ = card::same_secret(command.data, as_bytes(plastic_.pin));
    if (!unlocked_) return {static_cast<Sw>(static_cast<int>(profile::Sw::PinTriesLeft) + plastic_.tries)};
    plastic_.tries = profile::kPinTries;
    return {};
}

Reply SamOs::open_conversation(const Command& command) const {
    using namespace card;
    if (!unlocked_) return {Sw::SecurityNotSatisfied};
    if (command.data.size() != profile::kQuestionSize) return {Sw::WrongLength};
    if (command.p2 != 0 || !plastic_.purposes.contains(static_cast<Keys>(command.p1))) return {Sw::NoSuchData};
    const ByteView question{command.data};
    const auto number = question.first(kNumberSize), context = question.subspan(kNumberSize, 2 * kChallengeSize), proof = question.last(kChallengeSize);
    const auto enc = diversified(plastic_.master, 0x01, command.p1, number), mac = diversified(plastic_.master, 0x02, command.p1, number);
    const auto session_mac = kdf(mac, derivation::kSessionMac, kKeyBits, context);
    if (!same_secret(ByteView{kdf(session_mac, derivation::kCardCryptogram, kProofBits, context)}.first(kChallengeSize), proof)) return bare_status(profile::Sw::CardNotAuthentic);
    const auto host = kdf(session_mac, derivation::kHostCryptogram, kProofBits, context);
    return {Sw::Ok, ByteWriter{}.raw(ByteView{host}.first(kChallengeSize)).raw(kdf(enc, derivation::kSessionEnc, kKeyBits, context)).raw(session_mac)
                        .raw(kdf(mac, derivation::kSessionRmac, kKeyBits, context)).take()};
}

}  // namespace loket::sim_card
