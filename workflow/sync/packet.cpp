#include "workflow/sync/packet.h"

#include <sodium.h>

namespace loket::sync {

PacketHash::PacketHash() : state_(std::make_unique<crypto_generichash_blake2b_state>()) { crypto_generichash_blake2b_init(state_.get(), nullptr, 0, Digest{}.size()); }
PacketHash::~PacketHash() = default;

PacketHash& PacketHash::add(ByteView piece) {
    crypto_generichash_blake2b_update(state_.get(), piece.data(), piece.size());
    return *this;
}

Digest PacketHash::finish() {
    Digest digest{};
    crypto_generichash_blake2b_final(state_.get(), digest.data(), digest.size());
    return digest;
}

Digest packet_digest(ByteView whole) { return PacketHash().add(whole).finish(); }

PacketAnswer head(const PacketRow& row) { return {row.offset, row.complete}; }

PacketStep patch(const PacketRow& row, std::int64_t size, std::int64_t offset, std::int64_t length) {
    const auto refuse = [&](const char* code) { return PacketStep{{row.offset, row.complete, code}, row}; };
    if (row.complete) return {head(row), row};
    if (size < 1 || size > kMostPacketBytes) return refuse(kTooLarge);
    if (row.size != 0 && row.size != size) return refuse(kPacketDigest);
    if (offset != row.offset || length < 0 || length > size - offset || (length == 0 && offset < size)) return refuse(kPacketOffset);
    const PacketRow next{size, offset + length, false};
    return {head(next), next, length > 0, next.offset == size};
}

PacketStep prove(const PacketRow& row, const Digest& name, const Digest& found, Defences defences) {
    const bool genuine = found == name || !defences.hash;
    const PacketRow next = genuine ? PacketRow{row.size, row.size, true} : PacketRow{0, 0, false};
    return {{next.offset, next.complete, genuine ? "" : kPacketDigest}, next};
}

}  // namespace loket::sync
