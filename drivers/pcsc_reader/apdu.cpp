#include "drivers/pcsc_reader/apdu.h"

#include <bit>

namespace loket::drivers::pcsc_reader {
namespace {

constexpr std::uint8_t kGetResponse = 0xC0;
constexpr std::uint8_t kMoreToCome = 0x61, kOtherLength = 0x6C;
constexpr std::size_t kStatusSize = 2;
constexpr std::uint8_t kFurtherInterindustry = 0x40;  // ISO/IEC 7816-4 table 3

/// Of the same logical channel; without secure messaging (ISO/IEC 7816-4 clause 5.1.1).
Command get_response(std::uint8_t cla, std::size_t count) {
    constexpr std::uint8_t kFirstChannels = 0x03, kOtherChannels = 0x4F, kClassGroup = 0xC0;
    const bool further = (cla & kClassGroup) == kFurtherInterindustry;
    const auto channel = static_cast<std::uint8_t>(cla & (further ? kOtherChannels : kFirstChannels));
    return {.cla = channel, .ins = kGetResponse, .expected = count};
}

std::size_t promised(const Bytes& answer) { return answer.back() != 0 ? answer.back() : kMostShort; }
std::uint8_t first_status(const Bytes& answer) { return answer[answer.size() - kStatusSize]; }

Result<Bytes> carry_checked(const Command& command, const Carry& carry) {
    LOKET_ASSIGN(answer, carry(to_bytes(command)));
    if (answer.size() < kStatusSize) return corrupt("the chip answered less than a status word");
    if (answer.size() > kMostExtended + kStatusSize) return corrupt("the chip answered more than there can be");
    return std::move(answer);
}

/// The same command with the length that the chip asked for, once.
Result<Bytes> carry_with_right_length(Command command, const Carry& carry) {
    LOKET_ASSIGN(answer, carry_checked(command, carry));
    if (first_status(answer) != kOtherLength) return std::move(answer);
    command.expected = promised(answer);
    return carry_checked(command, carry);
}

}  // namespace

Result<Bytes> converse(ByteView bytes, Protocol protocol, const Carry& carry) {
    auto command = parse_command(bytes);
    if (!command) return rejected("card.bad_command", "the lengths of a command do not add up");
    if (protocol == Protocol::T0) {
        if (command->extended) return Error{Fault::Unsupported, "extended length over T=0", "device.unsupported"};
        if (!command->data.empty()) command->expected.reset();
    }
    LOKET_ASSIGN(answer, carry_with_right_length(*command, carry));
    Bytes all;
    while (first_status(answer) == kMoreToCome) {
        all.insert(all.end(), answer.begin(), answer.end() - kStatusSize);
        if (all.size() > kMostExtended) return corrupt("the chip promises data without an end");
        LOKET_ASSIGN(more, carry_with_right_length(get_response(command->cla, promised(answer)), carry));
        if (first_status(more) == kMoreToCome && more.size() == kStatusSize) return corrupt("the chip promises data and gives none");
        answer = std::move(more);
    }
    all.insert(all.end(), answer.begin(), answer.end());
    return std::move(all);
}

Result<Atr> parse_atr(ByteView bytes) {
    constexpr std::uint8_t kDirect = 0x3B, kInverse = 0x3F, kCountMask = 0x0F, kMoreMask = 0x80;
    ByteReader in(bytes);
    const auto convention = in.u8();
    auto next = in.u8();
    if (!in.ok() || (convention != kDirect && convention != kInverse)) return corrupt("not an answer to reset");
    const std::size_t historical = next & kCountMask;
    bool checked = false;
    Bytes interface;
    for (int round = 0; next >> 4 != 0;) {
        const bool more = (next & kMoreMask) != 0;
        const int count = std::popcount(static_cast<unsigned>(next >> 4)) - (more ? 1 : 0);
        for (int i = 0; i < count; ++i) interface.push_back(in.u8());
        if (!more) break;
        next = in.u8();
        interface.push_back(next);
        checked = checked || (next & kCountMask) != 0;  // any protocol but T=0 wants TCK
        if (!in.ok() || ++round > 32) return corrupt("an answer to reset without an end");
    }
    const auto text = in.take(historical);
    if (checked) (void)in.u8();
    if (!in.ok() || in.remaining() != 0) return corrupt("an answer to reset of the wrong length");
    std::uint8_t sum = 0;
    for (const auto byte : bytes.subspan(1)) sum = static_cast<std::uint8_t>(sum ^ byte);
    if (checked && sum != 0) return corrupt("the check byte of an answer to reset is wrong");
    constexpr std::uint8_t kStorageOrChip[] = {0x80, 0x01};  // TD1, TD2 of every contactless card
    const bool contactless = convention == kDirect && interface == Bytes(std::begin(kStorageOrChip), std::end(kStorageOrChip));
    return Atr{contactless, Bytes(text.begin(), text.end())};
}

}  // namespace loket::drivers::pcsc_reader
