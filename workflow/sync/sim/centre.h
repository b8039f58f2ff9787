#pragma once
// The register with its database: transactions are whole or gone, files of packets may be damaged.

#include <map>
#include <unordered_set>

#include "workflow/sync/feed.h"
#include "workflow/sync/gateway.h"
#include "workflow/sync/sim/checker.h"
#include "workflow/sync/sim/disk.h"

namespace loket::sync::sim {

/// What a piece of a packet holds.
std::uint64_t piece_of(std::uint64_t packet, std::int64_t offset);
/// The packet of this number and length in pieces.
SimPacket make_packet(std::uint64_t number, std::int64_t pieces, std::int64_t piece_bytes);

class Centre {
  public:
    Centre(int offices, Defences defences, Checker& checker) : defences_(defences), checker_(checker), origins_(static_cast<std::size_t>(offices)) {}

    Answer push(int office, const Batch& batch);
    PacketAnswer ask(int office, const SimPacket& packet);
    /// `damaged`: the piece is not what was sent.
    PacketAnswer piece(int office, const SimPacket& packet, std::int64_t offset, std::int64_t length, bool damaged);
    std::vector<Directive> feed(int office, std::int64_t after) const;
    void direct(int office) { ++origins_[static_cast<std::size_t>(office)].directives; }
    void release(int office);

    [[nodiscard]] std::int64_t directives(int office) const { return origins_[static_cast<std::size_t>(office)].directives; }
    /// Reports every place at which a log does not fit together.
    void check_chains() const;

  private:
    struct Row {
        std::int64_t epoch = 0, seq = 0;
        std::uint64_t hash = 0, before = 0;
    };
    struct File {
        PacketRow row;
        std::vector<std::uint64_t> pieces;
    };
    struct Origin {
        Cursor cursor;
        std::vector<Row> rows;
        std::unordered_set<std::uint64_t> links;  ///< place and hash in one word
        std::map<std::uint64_t, File> files;
        std::int64_t directives = 0;
    };

    Defences defences_;
    Checker& checker_;
    std::vector<Origin> origins_;
};

}  // namespace loket::sync::sim
