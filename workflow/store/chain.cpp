#include "workflow/store/chain.h"

#include <fmt/format.h>

namespace loket::store {
namespace {

std::uint64_t bits(std::int64_t value) { return static_cast<std::uint64_t>(value); }

}  // namespace

Sha256 genesis(std::string_view chain, const Identity& identity) {
    ByteWriter writer;
    writer.sized(as_bytes("loket")).sized(as_bytes(chain)).sized(as_bytes(identity.uuid));
    return sha256(writer.bytes());
}

std::string event_uid(const Identity& identity, std::int64_t seq) {
    return fmt::format("{}.{}.{}", identity.uuid, identity.epoch, seq);
}

Sha256 link_hash(const StoredEvent& event) {
    ByteWriter writer;
    writer.sized(event.prev_hash)
        .sized(as_bytes(event.uid))
        .sized(as_bytes(event.stream))
        .sized(as_bytes(event.kind));
    writer.u64(bits(to_millis(event.at))).sized(as_bytes(event.actor)).sized(as_bytes(event.body));
    return sha256(writer.bytes());
}

Sha256 link_hash(const StoredAudit& line) {
    ByteWriter writer;
    writer.sized(line.prev_hash).u64(bits(line.seq)).u64(bits(to_millis(line.at)));
    writer.sized(as_bytes(line.actor))
        .sized(as_bytes(line.action))
        .sized(as_bytes(line.subject))
        .sized(as_bytes(line.purpose));
    return sha256(writer.bytes());
}

StoredEvent append(ChainHead& head, const Identity& identity, const NewEvent& event) {
    const auto seq = head.seq + 1;
    StoredEvent link{.seq = seq,
                     .uid = event_uid(identity, seq),
                     .stream = event.stream,
                     .kind = event.kind,
                     .actor = event.actor,
                     .body = event.body,
                     .at = event.at,
                     .prev_hash = head.hash};
    link.hash = link_hash(link);
    head = {seq, link.hash};
    return link;
}

StoredAudit append(ChainHead& head, const NewAudit& line) {
    StoredAudit link{.seq = head.seq + 1,
                     .actor = line.actor,
                     .action = line.action,
                     .subject = line.subject,
                     .purpose = line.purpose,
                     .at = line.at,
                     .prev_hash = head.hash};
    link.hash = link_hash(link);
    head = {link.seq, link.hash};
    return link;
}

}  // namespace loket::store
