#pragma once
// What an office sends: a piece of its log, in order, with the hash it hangs on, signed.

#include <string>
#include <vector>

#include "devices/base/result.h"
#include "workflow/store/chain.h"
#include "workflow/sync/signing.h"

namespace loket::sync {

inline constexpr std::size_t kMostEvents = 1000;            ///< in one batch
inline constexpr std::size_t kMostBatchBytes = 4u << 20;    ///< of one encoded batch
inline constexpr std::size_t kMostWord = 256;               ///< of a stream, kind or actor

/// Events hang on `before` and on each other: `hash` of each is its link hash, computed, never taken on trust.
struct Batch {
    std::string origin;       ///< uuid of the store they come from
    std::int64_t epoch = 1;   ///< of the sender now; what was written before it was raised is sent under it, too
    store::ChainHead before;  ///< the link before the first event: seq 0 and the genesis at the beginning of a log
    std::vector<store::StoredEvent> events;

    [[nodiscard]] std::int64_t from_seq() const { return before.seq + 1; }
    [[nodiscard]] store::ChainHead last() const { return events.empty() ? before : store::ChainHead{events.back().seq, events.back().hash}; }
    /// Hash of the link at `seq`, which must lie between `before` and `last`.
    [[nodiscard]] const Sha256& hash_at(std::int64_t seq) const { return seq == before.seq ? before.hash : events[static_cast<std::size_t>(seq - before.seq - 1)].hash; }
};

/// CBOR (RFC 8949): [ body, signature ], body = bytes of [ 1, origin, epoch, from_seq, prev_hash, [ [epoch, at, stream, kind, actor, body]… ] ].
/// About 120 bytes beside the texts of an event.
Bytes encode(const Batch& batch, const SigningKey& key);

/// Bytes an event takes in a batch, not less.
std::size_t encoded_size(const store::StoredEvent& event);

/// The origin a batch names, so that its key can be looked up; nothing of it is proven yet.
Result<std::string> origin_of(ByteView bytes);
/// Reads and proves. Rejected `sync.too_large`, `sync.signature`; Corrupt `sync.shape`.
Result<Batch> decode(ByteView bytes, const PublicKey& key);

}  // namespace loket::sync
