#include "devices/model/chip.h"

#include <algorithm>
#include <optional>

namespace loket::model::chip {
namespace {

constexpr std::uint8_t kSelect = 0xA4, kReadBinary = 0xB0, kUpdateBinary = 0xD6, kActivateFile = 0x44,
                       kGetData = 0xCA;
constexpr std::uint8_t kByName = 0x04;          // P1 of SELECT: by DF name
constexpr std::uint8_t kLifeCycleTag = 0x8A;    // ISO/IEC 7816-4 table 12
constexpr std::uint8_t kInitialisation = 0x03;  // life-cycle status byte, ISO/IEC 7816-4 table 13
constexpr std::uint8_t kOperationalActive = 0x05;
constexpr std::size_t kMostShort = 256;

Bytes reply(Sw status, ByteView data = {}) {
    return ByteWriter{}.raw(data).u16(static_cast<std::uint16_t>(status)).take();
}

}  // namespace

/// A short command APDU, ISO/IEC 7816-4 clause 5.2.
struct Chip::Command {
    std::uint8_t cla = 0, ins = 0, p1 = 0, p2 = 0;
    ByteView data;
    std::optional<std::size_t> expected;  // Le; 256 stands for "all there is"

    [[nodiscard]] std::size_t offset() const { return static_cast<std::size_t>(p1) << 8 | p2; }

    static std::optional<Command> parse(ByteView bytes) {
        ByteReader in(bytes);
        Command command{
            .cla = in.u8(), .ins = in.u8(), .p1 = in.u8(), .p2 = in.u8(), .data = {}, .expected = {}};
        if (in.remaining() > 1) command.data = in.take(in.u8());
        if (in.remaining() == 1) {
            const std::size_t le = in.u8();
            command.expected = le == 0 ? kMostShort : le;
        }
        const bool extended = bytes.size() > 5 && command.data.empty();
        if (!in.ok() || in.remaining() != 0 || extended) return std::nullopt;
        return command;
    }
};

Bytes Chip::answer(ByteView bytes) {
    const auto command = Command::parse(bytes);
    if (!command) return reply(Sw::WrongLength);
    if (command->cla != 0) return reply(Sw::NoSuchClass);
    switch (command->ins) {
        case kSelect:
            return select(*command);
        case kReadBinary:
            return read(*command);
        case kUpdateBinary:
            return update(*command);
        case kActivateFile:
            return activate();
        case kGetData:
            return get_data(*command);
        default:
            return reply(Sw::NoSuchInstruction);
    }
}

Bytes Chip::select(const Command& command) {
    const bool ours = std::equal(command.data.begin(), command.data.end(), std::begin(kApplication),
                                 std::end(kApplication));
    if (command.p1 != kByName || !ours) return reply(Sw::NotFound);
    selected_ = true;
    return reply(Sw::Ok);
}

Bytes Chip::read(const Command& command) const {
    if (!selected_) return reply(Sw::NotAllowed);
    if (!command.expected || !command.data.empty()) return reply(Sw::WrongLength);
    const std::size_t offset = command.offset();
    if (offset >= card_.file.size()) return reply(Sw::WrongOffset);
    const std::size_t count = std::min(*command.expected, card_.file.size() - offset);
    const bool all = *command.expected == kMostShort || count == *command.expected;
    return reply(all ? Sw::Ok : Sw::EndOfFile, ByteView{card_.file}.subspan(offset, count));
}

Bytes Chip::update(const Command& command) {
    if (!selected_) return reply(Sw::NotAllowed);
    if (card_.write_locked) return reply(Sw::SecurityStatus);
    if (command.data.empty()) return reply(Sw::WrongLength);
    const std::size_t offset = command.offset();
    if (offset >= kFileSize) return reply(Sw::WrongOffset);
    const std::size_t end = offset + command.data.size();
    if (end > kFileSize) return reply(Sw::WrongLength);
    if (card_.file.size() < end) card_.file.resize(end);
    std::copy(command.data.begin(), command.data.end(),
              card_.file.begin() + static_cast<std::ptrdiff_t>(offset));
    return reply(Sw::Ok);
}

Bytes Chip::activate() {
    if (!selected_) return reply(Sw::NotAllowed);
    card_.active = card_.write_locked = true;
    return reply(Sw::Ok);
}

Bytes Chip::get_data(const Command& command) const {
    if (!selected_) return reply(Sw::NotAllowed);
    if (command.p1 != 0 || command.p2 != kLifeCycleTag) return reply(Sw::NoSuchData);
    const std::uint8_t state[] = {card_.active ? kOperationalActive : kInitialisation};
    return reply(Sw::Ok, state);
}

}  // namespace loket::model::chip
