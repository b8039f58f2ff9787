#pragma once
// Resumable packets, as in tus: the register says how far it has one, the office goes on from there, and at the end the whole must
// be what its name says.

#include <array>
#include <cstdint>
#include <memory>
#include <string>

#include "devices/base/bytes.h"
#include "workflow/sync/codes.h"

struct crypto_generichash_blake2b_state;

namespace loket::sync {

inline constexpr std::int64_t kMostPacketBytes = std::int64_t{8} << 30;

/// BLAKE2b-256 (RFC 7693) of a sealed packet: its name.
using Digest = std::array<std::uint8_t, 32>;

/// The digest of a packet that is read in pieces.
class PacketHash {
  public:
    PacketHash();
    ~PacketHash();
    PacketHash& add(ByteView piece);
    Digest finish();

  private:
    std::unique_ptr<crypto_generichash_blake2b_state> state_;
};
Digest packet_digest(ByteView whole);

/// What the register has of a packet. `offset` never counts bytes that are not flushed to its disk.
struct PacketRow {
    std::int64_t size = 0, offset = 0;
    bool complete = false;  ///< proven; never taken back
    bool operator==(const PacketRow&) const = default;
};

/// The register's answer to HEAD and PATCH.
struct PacketAnswer {
    std::int64_t offset = 0;  ///< where to go on
    bool complete = false;    ///< the receipt: the office may forget it
    std::string code = {};    ///< why the piece was not taken
    Bytes receipt = {};       ///< complete: the register's signature that it has the packet (promises.h)
    bool operator==(const PacketAnswer&) const = default;
};

/// The register's signature that it has a packet whole.
struct PacketReceipt {
    Digest name{};
    Bytes receipt = {};
    bool operator==(const PacketReceipt&) const = default;
};

struct PacketStep {
    PacketAnswer answer;
    PacketRow row;
    bool write = false;  ///< the piece is to be written at its offset and flushed before the row is stored
    bool prove = false;  ///< all is there: hash the file and call prove()
};

PacketAnswer head(const PacketRow& row);
/// A piece of `length` bytes at `offset` of a packet of `size` bytes. A row of size 0 is a new packet.
PacketStep patch(const PacketRow& row, std::int64_t size, std::int64_t offset, std::int64_t length);
/// The whole file has the digest `found`. What is not what its name says begins again.
PacketStep prove(const PacketRow& row, const Digest& name, const Digest& found, Defences defences = {});

}  // namespace loket::sync
