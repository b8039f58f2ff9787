#include "workflow/sync/carry/parcel.h"

#include <sodium.h>

#include <algorithm>

#include "devices/base/cbor.h"
#include "workflow/sync/codes.h"

namespace loket::sync {
namespace {

constexpr std::string_view kParcelMark = "loket-parcel-1  ", kParcelPurpose = "loket parcel 1";
constexpr std::size_t kFrame = 256u << 10;
constexpr std::size_t kParcelKey = crypto_secretstream_xchacha20poly1305_KEYBYTES + crypto_box_SEALBYTES;
constexpr std::size_t kTagBytes = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::int64_t kParcelVersion = 1;

Error damaged_parcel() { return {Fault::Corrupt, "a packet that is damaged or cut off", kShape}; }

Bytes encode_manifest(const Manifest& manifest) {
    CborWriter out;
    out.array(8).integer(kParcelVersion).text(manifest.origin).text(manifest.case_id).text(manifest.nik).text(manifest.service).integer(manifest.event).integer(to_millis(manifest.at));
    out.array(manifest.items.size());
    for (const auto& item : manifest.items) out.array(4).text(item.name).text(item.kind).bytes(item.digest).integer(item.size);
    return out.take();
}

Result<Manifest> decode_manifest(ByteView bytes) {
    CborReader in(bytes);
    const bool begun = in.array() == 8 && in.integer() == kParcelVersion;
    Manifest out{.origin = in.text()};
    out.case_id = in.text();
    out.nik = in.text();
    out.service = in.text();
    out.event = in.integer();
    out.at = from_millis(in.integer());
    const auto count = in.array();
    if (!begun || !in.ok() || count > kMostItems) return damaged_parcel();
    for (std::size_t n = 0; n < count; ++n) {
        if (in.array() != 4) return damaged_parcel();
        Item item{.name = in.text()};
        item.kind = in.text();
        const auto digest = in.bytes();
        item.size = in.integer();
        if (!in.ok() || digest.size() != item.digest.size() || item.size < 0 || item.size > kMostItemBytes) return damaged_parcel();
        std::ranges::copy(digest, item.digest.begin());
        out.items.push_back(std::move(item));
    }
    if (!in.finished()) return damaged_parcel();
    return out;
}

/// The frames of a packet, opened one after the other.
class Frames {
  public:
    Frames(const Source& source, const RegisterKeys& keys) : source_(source), keys_(keys) {}
    ~Frames() { sodium_memzero(&stream_, sizeof stream_); }

    Status begin() {
        LOKET_ASSIGN(mark, exactly(kParcelMark.size()));
        if (as_text(mark) != kParcelMark) return damaged_parcel();
        LOKET_ASSIGN(sealed, exactly(kParcelKey));
        LOKET_ASSIGN(header, exactly(crypto_secretstream_xchacha20poly1305_HEADERBYTES));
        LOKET_ASSIGN(key, keys_.open(sealed));
        const bool begun = key.size() == crypto_secretstream_xchacha20poly1305_KEYBYTES && crypto_secretstream_xchacha20poly1305_init_pull(&stream_, header.data(), key.data()) == 0;
        sodium_memzero(key.data(), key.size());
        return begun ? Status{} : Status{damaged_parcel()};
    }
    Result<Bytes> next() {
        LOKET_ASSIGN(head, exactly(4));
        const auto size = ByteReader(head).u32();
        if (size < kTagBytes || size > kFrame + kTagBytes) return damaged_parcel();
        LOKET_ASSIGN(sealed, exactly(size));
        Bytes content(size - kTagBytes);
        unsigned char tag = 0;
        if (crypto_secretstream_xchacha20poly1305_pull(&stream_, content.data(), nullptr, &tag, sealed.data(), sealed.size(), nullptr, 0) != 0) return damaged_parcel();
        last_ = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
        return content;
    }
    /// The frame that was read last ends the packet, and nothing follows it.
    Status ends() {
        LOKET_ASSIGN(rest, source_(1));
        return last_ && rest.empty() ? Status{} : Status{damaged_parcel()};
    }

  private:
    Result<Bytes> exactly(std::size_t count) {
        LOKET_ASSIGN(bytes, source_(count));
        if (bytes.size() != count) return damaged_parcel();
        return bytes;
    }
    const Source& source_;
    const RegisterKeys& keys_;
    crypto_secretstream_xchacha20poly1305_state stream_{};
    bool last_ = false;
};

Result<Manifest> signed_manifest(ByteView frame, const PublicKey& office) {
    CborReader outer(frame);
    const bool pair = outer.array() == 2;
    const auto body = outer.bytes(), signature = outer.bytes();
    if (!pair || !outer.finished()) return damaged_parcel();
    if (!signed_by(office, kParcelPurpose, body, signature)) return rejected(kSignature, "a packet that the office did not sign");
    return decode_manifest(body);
}

}  // namespace

struct ParcelWriter::State {
    crypto_secretstream_xchacha20poly1305_state stream;
    Bytes head;  ///< what goes before the first frame
};

ParcelWriter::ParcelWriter(const Card& to, Sink sink) : state_(std::make_unique<State>()), sink_(std::move(sink)) {
    std::array<std::uint8_t, crypto_secretstream_xchacha20poly1305_KEYBYTES> key{};
    std::array<std::uint8_t, crypto_secretstream_xchacha20poly1305_HEADERBYTES> header{};
    crypto_secretstream_xchacha20poly1305_keygen(key.data());
    crypto_secretstream_xchacha20poly1305_init_push(&state_->stream, header.data(), key.data());
    Bytes sealed(kParcelKey);
    crypto_box_seal(sealed.data(), key.data(), key.size(), to.sealing.data());
    sodium_memzero(key.data(), key.size());
    state_->head = ByteWriter().raw(as_bytes(kParcelMark)).raw(sealed).raw(header).take();
}

ParcelWriter::~ParcelWriter() { sodium_memzero(&state_->stream, sizeof state_->stream); }

Status ParcelWriter::frame(ByteView content, bool last) {
    Bytes sealed(content.size() + kTagBytes);
    const auto tag = last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
    crypto_secretstream_xchacha20poly1305_push(&state_->stream, sealed.data(), nullptr, content.data(), content.size(), nullptr, 0, static_cast<unsigned char>(tag));
    return sink_(ByteWriter().sized(sealed).take());
}

Status ParcelWriter::begin(const Manifest& manifest, const SigningKey& key) {
    LOKET_TRY(sink_(state_->head));
    const auto body = encode_manifest(manifest);
    return frame(CborWriter().array(2).bytes(body).bytes(key.sign(kParcelPurpose, body)).take(), false);
}

Status ParcelWriter::add(ByteView content) {
    for (std::size_t at = 0; at < content.size(); at += kFrame) LOKET_TRY(frame(content.subspan(at, std::min(kFrame, content.size() - at)), false));
    return {};
}

Status ParcelWriter::finish() { return frame({}, true); }

Result<Manifest> open_parcel(const Source& source, const RegisterKeys& keys, const PublicKey& office, const TakeItem& take) {
    Frames frames(source, keys);
    LOKET_TRY(frames.begin());
    LOKET_ASSIGN(first, frames.next());
    LOKET_ASSIGN(manifest, signed_manifest(first, office));
    for (const auto& item : manifest.items) {
        Bytes content;
        while (static_cast<std::int64_t>(content.size()) < item.size) {
            LOKET_ASSIGN(piece, frames.next());
            if (piece.empty()) return damaged_parcel();
            content.insert(content.end(), piece.begin(), piece.end());
        }
        if (static_cast<std::int64_t>(content.size()) != item.size || sha256(content) != item.digest) return damaged_parcel();
        LOKET_TRY(take(manifest, item, std::move(content)));
    }
    LOKET_ASSIGN(end, frames.next());
    if (!end.empty()) return damaged_parcel();
    LOKET_TRY(frames.ends());
    return manifest;
}

}  // namespace loket::sync
