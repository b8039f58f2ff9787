#include "workflow/sync/carry/shipment.h"

#include <sodium.h>

#include <algorithm>

#include "devices/base/cbor.h"
#include "workflow/sync/batch.h"
#include "workflow/sync/codes.h"

namespace loket::sync {
namespace {

constexpr std::string_view kShipmentMark = "loket-shipment-1", kReceiptMark = "loket-receipt-1 ", kReceiptPurpose = "loket receipt 1";
constexpr std::size_t kSealedKey = crypto_secretstream_xchacha20poly1305_KEYBYTES + crypto_box_SEALBYTES;
constexpr std::int64_t kReceiptVersion = 1;

Error damaged() { return {Fault::Corrupt, "the file on the stick is damaged or cut off", kShape}; }

bool begins(ByteView file, std::string_view mark) { return as_text(file.first(std::min(file.size(), mark.size()))) == mark; }

}  // namespace

struct ShipmentWriter::State {
    crypto_secretstream_xchacha20poly1305_state stream;
};

ShipmentWriter::ShipmentWriter(const Card& to) : state_(std::make_unique<State>()) {
    std::array<std::uint8_t, crypto_secretstream_xchacha20poly1305_KEYBYTES> key{};
    std::array<std::uint8_t, crypto_secretstream_xchacha20poly1305_HEADERBYTES> header{};
    crypto_secretstream_xchacha20poly1305_keygen(key.data());
    crypto_secretstream_xchacha20poly1305_init_push(&state_->stream, header.data(), key.data());
    Bytes sealed(kSealedKey);
    crypto_box_seal(sealed.data(), key.data(), key.size(), to.sealing.data());
    sodium_memzero(key.data(), key.size());
    ByteWriter out;
    out.raw(as_bytes(kShipmentMark)).raw(sealed).raw(header);
    out_ = out.take();
}

ShipmentWriter::~ShipmentWriter() { sodium_memzero(&state_->stream, sizeof state_->stream); }

bool ShipmentWriter::full() const { return out_.size() + 2 * kMostBatchBytes > kMostShipmentBytes; }

void ShipmentWriter::add(ByteView batch, bool last) {
    Bytes sealed(batch.size() + crypto_secretstream_xchacha20poly1305_ABYTES);
    const auto tag = last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
    crypto_secretstream_xchacha20poly1305_push(&state_->stream, sealed.data(), nullptr, batch.data(), batch.size(), nullptr, 0, static_cast<unsigned char>(tag));
    ByteWriter out;
    out.sized(sealed);
    out_.insert(out_.end(), out.bytes().begin(), out.bytes().end());
}

bool is_shipment(ByteView file) { return begins(file, kShipmentMark); }

Result<std::vector<Bytes>> open_shipment(ByteView file, const RegisterKeys& keys) {
    if (file.size() > kMostShipmentBytes) return rejected(kTooLarge, "a file larger than any that is written");
    ByteReader in(file);
    if (as_text(in.take(kShipmentMark.size())) != kShipmentMark) return damaged();
    const auto sealed_key = in.take(kSealedKey), header = in.take(crypto_secretstream_xchacha20poly1305_HEADERBYTES);
    if (!in.ok()) return damaged();
    LOKET_ASSIGN(key, keys.open(sealed_key));
    crypto_secretstream_xchacha20poly1305_state stream;
    const bool begun = crypto_secretstream_xchacha20poly1305_init_pull(&stream, header.data(), key.data()) == 0;
    sodium_memzero(key.data(), key.size());
    std::vector<Bytes> batches;
    unsigned char tag = 0;
    while (begun && in.ok() && in.remaining() > 0 && tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL) {
        const auto frame = in.take(in.u32());
        if (!in.ok() || frame.size() < crypto_secretstream_xchacha20poly1305_ABYTES) return damaged();
        Bytes batch(frame.size() - crypto_secretstream_xchacha20poly1305_ABYTES);
        if (crypto_secretstream_xchacha20poly1305_pull(&stream, batch.data(), nullptr, &tag, frame.data(), frame.size(), nullptr, 0) != 0) return damaged();
        batches.push_back(std::move(batch));
    }
    if (!in.ok() || in.remaining() > 0 || tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL) return damaged();
    return batches;
}

bool is_receipt(ByteView file) { return begins(file, kReceiptMark); }

Bytes write_receipt(const Receipt& receipt, const SigningKey& key) {
    CborWriter body, out;
    body.array(4).integer(kReceiptVersion).text(receipt.origin).integer(to_millis(receipt.at)).bytes(encode(receipt.answer));
    const auto content = body.take();
    out.array(2).bytes(content).bytes(key.sign(kReceiptPurpose, content));
    const auto signed_part = out.take();
    return ByteWriter().raw(as_bytes(kReceiptMark)).raw(signed_part).take();
}

Result<Receipt> read_receipt(ByteView file, const PublicKey& key) {
    if (!is_receipt(file)) return damaged();
    CborReader outer(file.subspan(kReceiptMark.size()));
    const bool pair = outer.array() == 2;
    const auto body = outer.bytes(), signature = outer.bytes();
    if (!pair || !outer.finished()) return damaged();
    if (!signed_by(key, kReceiptPurpose, body, signature)) return rejected(kSignature, "a receipt that this office's register did not sign");
    CborReader in(body);
    const bool whole = in.array() == 4 && in.integer() == kReceiptVersion;
    Receipt receipt{.origin = in.text()};
    receipt.at = from_millis(in.integer());
    const auto answer = in.bytes();
    if (!whole || !in.finished()) return damaged();
    LOKET_ASSIGN(read, decode_answer(answer));
    receipt.answer = read;
    return receipt;
}

}  // namespace loket::sync
