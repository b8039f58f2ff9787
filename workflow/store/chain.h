#pragma once
// The hash chains over events and audit lines: each link's hash covers its content and the hash of the link
// before it.

#include <string>
#include <string_view>

#include "workflow/store/rows.h"

namespace loket::store {

/// The last link of a chain; seq 0 and the genesis hash before the first.
struct ChainHead {
    std::int64_t seq = 0;
    Sha256 hash{};
    bool operator==(const ChainHead&) const = default;
};

/// The action of the audit line about content that was taken away; its subject is the digest in hexadecimal.
inline constexpr std::string_view kErased = "erased";

/// Who this store is. A restored or replaced disk must raise the epoch, so that numbers never repeat.
struct Identity {
    std::string uuid;  ///< 32 hexadecimal digits, made once
    std::int64_t epoch = 1;
};

/// The hash before the first link; binds a chain to its store.
Sha256 genesis(std::string_view chain, const Identity& identity);

/// The id under which the whole nation knows an event.
std::string event_uid(const Identity& identity, std::int64_t seq);

/// SHA-256 over prev_hash, uid, stream, kind, at (milliseconds, 64 bits), actor and body, each text
/// length-prefixed.
Sha256 link_hash(const StoredEvent& event);
/// SHA-256 over prev_hash, seq, at (64 bits each), actor, action, subject and purpose, each text
/// length-prefixed.
Sha256 link_hash(const StoredAudit& line);

/// The new link after `head`; moves the head on.
StoredEvent append(ChainHead& head, const Identity& identity, const NewEvent& event);
StoredAudit append(ChainHead& head, const NewAudit& line);

}  // namespace loket::store
