#include "kiosk/app/desk/chip.h"

#include <fmt/format.h>

#include <algorithm>

#include "devices/base/sha256.h"
#include "devices/biometrics/iso/finger_record.h"

namespace loket::app {
namespace {

constexpr std::string_view kMagic = "LKT1";
constexpr std::uint8_t kAid[] = {0xF0, 0x4C, 0x4F, 0x4B, 0x45, 0x54, 0x01};
constexpr std::size_t kPiece = 240;           // short APDUs, with room for what a reader adds
constexpr std::size_t kMostBytes = 8 * 1024;  // the national chip holds 8 KB (DOMAIN §4.2)

Bytes select_command() {
    ByteWriter apdu;
    apdu.u8(0x00).u8(0xA4).u8(0x04).u8(0x00).u8(sizeof kAid).raw(kAid);
    return apdu.take();
}

ByteWriter binary_command(std::uint8_t instruction, std::size_t offset) {
    ByteWriter apdu;
    apdu.u8(0x00).u8(instruction).u16(static_cast<std::uint16_t>(offset));
    return apdu;
}

std::string sized_text(ByteReader& reader) { return std::string(as_text(reader.take(reader.u32()))); }

Result<ChipContent> read_body(ByteReader& reader) {
    ChipContent content;
    content.nik = sized_text(reader);
    content.name = sized_text(reader);
    content.born = sized_text(reader);
    content.serial = sized_text(reader);
    const int count = reader.u8();
    for (int i = 0; i < count && reader.ok(); ++i) {
        const auto finger = static_cast<biometrics::Finger>(reader.u8());
        LOKET_ASSIGN(minutiae, biometrics::iso::decode_card(reader.take(reader.u32())));
        content.fingers.push_back({finger, std::move(minutiae)});
    }
    if (!reader.ok() || reader.remaining() != 0) return corrupt("the chip file ends in the wrong place");
    return content;
}

}  // namespace

Bytes encode_chip(const ChipContent& content) {
    ByteWriter body;
    for (const auto* text : {&content.nik, &content.name, &content.born, &content.serial}) body.sized(as_bytes(*text));
    body.u8(static_cast<std::uint8_t>(content.fingers.size()));
    for (const auto& [finger, minutiae] : content.fingers)
        body.u8(static_cast<std::uint8_t>(finger)).sized(biometrics::iso::encode_card(minutiae));
    ByteWriter file;
    file.raw(as_bytes(kMagic)).sized(body.bytes()).raw(sha256(body.bytes()));
    return file.take();
}

Result<std::size_t> chip_length(ByteView head) {
    ByteReader reader(head);
    if (as_text(reader.take(kMagic.size())) != kMagic) return corrupt("this is not a Loket card");
    const std::size_t length = kMagic.size() + 4 + reader.u32() + sizeof(Sha256);
    if (!reader.ok() || length > kMostBytes) return corrupt("the chip file has an impossible length");
    return length;
}

Result<ChipContent> decode_chip(ByteView file) {
    LOKET_ASSIGN(length, chip_length(file));
    if (file.size() != length) return corrupt("the chip file is cut short");
    ByteReader reader(file);
    (void)reader.take(kMagic.size());
    const auto body = reader.take(reader.u32());
    const auto digest = reader.take(sizeof(Sha256));
    if (!std::ranges::equal(digest, sha256(body))) return corrupt("the chip content was changed: its digest does not fit");
    ByteReader inside(body);
    return read_body(inside);
}

std::vector<Bytes> write_commands(ByteView file) {
    std::vector<Bytes> commands{select_command()};
    for (std::size_t offset = 0; offset < file.size(); offset += kPiece) {
        const auto piece = file.subspan(offset, std::min(kPiece, file.size() - offset));
        commands.push_back(binary_command(0xD6, offset).u8(static_cast<std::uint8_t>(piece.size())).raw(piece).bytes());
    }
    return commands;
}

std::vector<Bytes> read_commands(std::size_t length) {
    std::vector<Bytes> commands{select_command()};
    for (std::size_t offset = 0; offset < length; offset += kPiece)
        commands.push_back(binary_command(0xB0, offset).u8(static_cast<std::uint8_t>(std::min(kPiece, length - offset))).bytes());
    return commands;
}

std::vector<Bytes> activate_commands() { return {select_command(), {0x00, 0x44, 0x00, 0x00}}; }

Result<Bytes> answer_data(const model::ApduOutcome& outcome, std::size_t commands) {
    Bytes data;
    for (std::size_t i = 0; i < outcome.responses.size(); ++i) {
        const auto& response = outcome.responses[i];
        if (response.size() < 2) return corrupt("the card gave an answer without a status word");
        const auto status = response[response.size() - 2] << 8 | response.back();
        if (status != 0x9000) return corrupt(fmt::format("the card answered {:04X} to command {}", status, i));
        if (i > 0) data.insert(data.end(), response.begin(), response.end() - 2);
    }
    if (outcome.responses.size() != commands) return corrupt("the card stopped answering");
    return data;
}

}  // namespace loket::app
