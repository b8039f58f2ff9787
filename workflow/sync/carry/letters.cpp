#include "workflow/sync/carry/letters.h"

#include <algorithm>

#include "devices/base/cbor.h"
#include "workflow/sync/codes.h"

namespace loket::sync {
namespace {

constexpr std::int64_t kLetterVersion = 2;

Error not_a_letter() { return {Fault::Corrupt, "not what lies on top of a stick", kShape}; }

bool is_origin(const std::string& text) { return text.size() == 32 && from_hex(text); }

/// Fills a fixed field; false where the length is another.
template <class Field>
bool fixed(const Bytes& bytes, Field& field) {
    if (bytes.size() != field.size()) return false;
    std::ranges::copy(bytes, field.begin());
    return true;
}

void put_label(CborWriter& out, const WaitingPacket& packet) { out.array(2).bytes(packet.name).integer(packet.size); }

bool take_label(CborReader& in, WaitingPacket& packet) {
    const bool pair = in.array() == 2;
    const bool named = fixed(in.bytes(), packet.name);
    packet.size = in.integer();
    return pair && named && in.ok() && packet.size > 0 && packet.size <= kMostPacketBytes;
}

}  // namespace

Bytes encode(const ShipmentHead& head) {
    CborWriter out;
    out.array(8).integer(kLetterVersion).text(head.origin).integer(head.epoch).integer(to_millis(head.at)).integer(head.feed).bytes(head.reply).array(head.packets.size());
    for (const auto& packet : head.packets) put_label(out, packet);
    out.array(head.numbers.size());
    for (const auto& ask : head.numbers) out.bytes(wire::encode(ask));
    return out.take();
}

Result<ShipmentHead> decode_shipment_head(ByteView body) {
    CborReader in(body);
    const bool begun = in.array() == 8 && in.integer() == kLetterVersion;
    ShipmentHead out{.origin = in.text()};
    out.epoch = in.integer();
    out.at = from_millis(in.integer());
    out.feed = in.integer();
    const bool reply = fixed(in.bytes(), out.reply);
    const auto packets = in.array();
    if (!begun || !in.ok() || !reply || !is_origin(out.origin) || out.epoch < 0 || out.feed < 0 || packets > kMostPacketsNamed) return not_a_letter();
    for (std::size_t n = 0; n < packets; ++n)
        if (!take_label(in, out.packets.emplace_back())) return not_a_letter();
    const auto numbers = in.array();
    if (!in.ok() || numbers > kMostNumbersAsked) return not_a_letter();
    for (std::size_t n = 0; n < numbers; ++n) {
        LOKET_ASSIGN(ask, wire::decode_number_ask(in.bytes()));
        out.numbers.push_back(std::move(ask));
    }
    if (!in.finished()) return not_a_letter();
    return out;
}

Bytes encode(const ReceiptHead& head) {
    CborWriter out;
    out.array(6).integer(kLetterVersion).text(head.origin).integer(to_millis(head.at)).bytes(encode(head.answer)).array(head.packets.size());
    for (const auto& packet : head.packets) out.array(2).bytes(packet.name).bytes(packet.receipt);
    out.array(head.numbers.size());
    for (const auto& number : head.numbers) out.array(2).bytes(wire::encode(number.ask)).bytes(wire::encode(number.given));
    return out.take();
}

Result<ReceiptHead> decode_receipt_head(ByteView body) {
    CborReader in(body);
    const bool begun = in.array() == 6 && in.integer() == kLetterVersion;
    ReceiptHead out{.origin = in.text()};
    out.at = from_millis(in.integer());
    const auto answer = in.bytes();
    const auto packets = in.array();
    if (!begun || !in.ok() || !is_origin(out.origin) || packets > kMostPacketsNamed) return not_a_letter();
    LOKET_ASSIGN(read, decode_answer(answer));
    out.answer = read;
    for (std::size_t n = 0; n < packets; ++n) {
        auto& packet = out.packets.emplace_back();
        const bool pair = in.array() == 2;
        if (!pair || !fixed(in.bytes(), packet.name)) return not_a_letter();
        packet.receipt = in.bytes();
    }
    const auto numbers = in.array();
    if (!in.ok() || numbers > kMostNumbersAsked) return not_a_letter();
    for (std::size_t n = 0; n < numbers; ++n) {
        if (in.array() != 2) return not_a_letter();
        LOKET_ASSIGN(ask, wire::decode_number_ask(in.bytes()));
        LOKET_ASSIGN(given, wire::decode_number_given(in.bytes()));
        out.numbers.push_back({std::move(ask), std::move(given)});
    }
    if (!in.finished()) return not_a_letter();
    return out;
}

Bytes signed_letter(ByteView body, std::string_view purpose, const SigningKey& key) { return CborWriter().array(2).bytes(body).bytes(key.sign(purpose, body)).take(); }

Result<Letter> read_letter(ByteView bytes) {
    CborReader in(bytes);
    const bool pair = in.array() == 2;
    Letter out{in.bytes(), {}};
    out.signature = in.bytes();
    if (!pair || !in.finished()) return not_a_letter();
    return out;
}

Status proven(const Letter& letter, std::string_view purpose, const PublicKey& key) {
    return signed_by(key, purpose, letter.body, letter.signature) ? Status{} : Status{rejected(kSignature, "not signed by who it says")};
}

Bytes encode(const WaitingPacket& packet) {
    CborWriter out;
    put_label(out, packet);
    return out.take();
}

Result<WaitingPacket> decode_packet_label(ByteView bytes) {
    CborReader in(bytes);
    WaitingPacket out;
    if (!take_label(in, out) || !in.finished()) return not_a_letter();
    return out;
}

}  // namespace loket::sync
