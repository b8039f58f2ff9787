#include "workflow/sync/carry/stick.h"

#include <sodium.h>

#include "workflow/sync/codes.h"

namespace loket::sync {
namespace {

constexpr std::string_view kShipmentMark = "loket-shipment-2", kReceiptMark = "loket-receipt-2 ";
constexpr std::size_t kMarkBytes = 16;
constexpr std::size_t kSealedKey = crypto_secretstream_xchacha20poly1305_KEYBYTES + crypto_box_SEALBYTES;
constexpr std::size_t kStickTag = crypto_secretstream_xchacha20poly1305_ABYTES;

Error damaged() { return {Fault::Corrupt, "the file on the stick is damaged or cut off", kShape}; }

std::string_view mark_of(StickKind kind) { return kind == StickKind::Shipment ? kShipmentMark : kReceiptMark; }

}  // namespace

std::optional<StickKind> stick_kind(ByteView beginning) {
    const auto mark = as_text(beginning.first(std::min(beginning.size(), kMarkBytes)));
    if (mark == kShipmentMark) return StickKind::Shipment;
    if (mark == kReceiptMark) return StickKind::Receipt;
    return std::nullopt;
}

struct StickWriter::State {
    crypto_secretstream_xchacha20poly1305_state stream{};
    Bytes head;  ///< what goes before the first frame
};

StickWriter::StickWriter(StickKind kind, const PublicKey& reader, Sink sink) : state_(std::make_unique<State>()), sink_(std::move(sink)) {
    std::array<std::uint8_t, crypto_secretstream_xchacha20poly1305_KEYBYTES> key{};
    std::array<std::uint8_t, crypto_secretstream_xchacha20poly1305_HEADERBYTES> header{};
    crypto_secretstream_xchacha20poly1305_keygen(key.data());
    crypto_secretstream_xchacha20poly1305_init_push(&state_->stream, header.data(), key.data());
    Bytes sealed(kSealedKey);
    crypto_box_seal(sealed.data(), key.data(), key.size(), reader.data());
    sodium_memzero(key.data(), key.size());
    state_->head = ByteWriter().raw(as_bytes(mark_of(kind))).raw(sealed).raw(header).take();
}

StickWriter::~StickWriter() { sodium_memzero(&state_->stream, sizeof state_->stream); }

Status StickWriter::put(ByteView bytes) {
    bytes_ += static_cast<std::int64_t>(bytes.size());
    return sink_(bytes);
}

Status StickWriter::add(FrameKind kind, ByteView content) {
    if (content.size() > kMostFrameBytes) return rejected(kTooLarge, "more than fits into one frame");
    if (!state_->head.empty()) LOKET_TRY(put(std::exchange(state_->head, {})));
    const auto plain = ByteWriter().u8(static_cast<std::uint8_t>(kind)).raw(content).take();
    Bytes sealed(plain.size() + kStickTag);
    crypto_secretstream_xchacha20poly1305_push(&state_->stream, sealed.data(), nullptr, plain.data(), plain.size(), nullptr, 0, crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
    return put(ByteWriter().sized(sealed).take());
}

Status StickWriter::finish() {
    if (!state_->head.empty()) LOKET_TRY(put(std::exchange(state_->head, {})));
    Bytes sealed(kStickTag);
    crypto_secretstream_xchacha20poly1305_push(&state_->stream, sealed.data(), nullptr, nullptr, 0, nullptr, 0, crypto_secretstream_xchacha20poly1305_TAG_FINAL);
    return put(ByteWriter().sized(sealed).take());
}

struct StickReader::State {
    crypto_secretstream_xchacha20poly1305_state stream{};
    bool begun = false, ended = false;
};

StickReader::StickReader(StickKind kind, const Source& source, const SealingKey& key) : kind_(kind), source_(source), key_(key), state_(std::make_unique<State>()) {}
StickReader::~StickReader() { sodium_memzero(&state_->stream, sizeof state_->stream); }

Result<Bytes> StickReader::exactly(std::size_t count) {
    LOKET_ASSIGN(bytes, source_(count));
    if (bytes.size() != count) return damaged();
    return bytes;
}

Status StickReader::begin() {
    LOKET_ASSIGN(mark, exactly(kMarkBytes));
    if (as_text(mark) != mark_of(kind_)) return damaged();
    LOKET_ASSIGN(sealed, exactly(kSealedKey));
    LOKET_ASSIGN(header, exactly(crypto_secretstream_xchacha20poly1305_HEADERBYTES));
    LOKET_ASSIGN(key, key_.open(sealed));
    state_->begun = key.size() == crypto_secretstream_xchacha20poly1305_KEYBYTES && crypto_secretstream_xchacha20poly1305_init_pull(&state_->stream, header.data(), key.data()) == 0;
    sodium_memzero(key.data(), key.size());
    return state_->begun ? Status{} : Status{damaged()};
}

Result<std::optional<Frame>> StickReader::next() {
    if (state_->ended) return std::optional<Frame>();
    if (!state_->begun) LOKET_TRY(begin());
    LOKET_ASSIGN(head, exactly(4));
    const auto size = ByteReader(head).u32();
    if (size < kStickTag || size > kMostFrameBytes + 1 + kStickTag) return damaged();
    LOKET_ASSIGN(sealed, exactly(size));
    Bytes plain(size - kStickTag);
    unsigned char tag = 0;
    if (crypto_secretstream_xchacha20poly1305_pull(&state_->stream, plain.data(), nullptr, &tag, sealed.data(), sealed.size(), nullptr, 0) != 0) return damaged();
    if (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL) {
        LOKET_ASSIGN(rest, source_(1));
        if (!plain.empty() || !rest.empty()) return damaged();
        state_->ended = true;
        return std::optional<Frame>();
    }
    const auto kind = plain.empty() ? std::uint8_t{0} : plain.front();
    if (tag != crypto_secretstream_xchacha20poly1305_TAG_MESSAGE || kind < static_cast<std::uint8_t>(FrameKind::Head) || kind > static_cast<std::uint8_t>(FrameKind::Page)) return damaged();
    plain.erase(plain.begin());
    return std::optional(Frame{static_cast<FrameKind>(kind), std::move(plain)});
}

}  // namespace loket::sync
