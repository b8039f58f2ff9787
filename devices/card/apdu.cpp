#include "devices/card/apdu.h"

namespace loket::card {
namespace {

/// Le of `size` bytes; all zeros stand for as many as there can be.
std::size_t expected_of(ByteReader& in, bool extended) {
    const std::size_t le = extended ? in.u16() : in.u8();
    return le != 0 ? le : extended ? kMostExtended : kMostShort;
}

}  // namespace

std::optional<Command> parse_command(ByteView bytes) {
    ByteReader in(bytes);
    Command command{.cla = in.u8(), .ins = in.u8(), .p1 = in.u8(), .p2 = in.u8()};
    if (!in.ok()) return std::nullopt;
    if (in.remaining() == 0) return command;
    constexpr std::size_t kExtendedLe = 3;
    command.extended = in.remaining() >= kExtendedLe && bytes[in.position()] == 0;
    if (command.extended) (void)in.u8();
    const std::size_t le_size = command.extended ? 2 : 1;
    if (in.remaining() > le_size) {
        const std::size_t count = command.extended ? in.u16() : in.u8();
        const auto data = in.take(count);
        if (count == 0) return std::nullopt;
        command.data.assign(data.begin(), data.end());
    }
    if (in.ok() && in.remaining() > 0) command.expected = expected_of(in, command.extended);
    if (!in.ok() || in.remaining() != 0) return std::nullopt;
    return command;
}

Bytes to_bytes(const Command& command) {
    ByteWriter out;
    out.u8(command.cla).u8(command.ins).u8(command.p1).u8(command.p2);
    if (command.extended && (!command.data.empty() || command.expected)) out.u8(0);
    const auto length = [&](std::size_t count) {
        if (command.extended) out.u16(static_cast<std::uint16_t>(count));
        else out.u8(static_cast<std::uint8_t>(count));
    };
    if (!command.data.empty()) {
        length(command.data.size());
        out.raw(command.data);
    }
    if (command.expected) length(*command.expected);  // the most there can be becomes zeros
    return out.take();
}

}  // namespace loket::card
