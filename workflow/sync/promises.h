#pragma once
// What the register signs for one office: that it has a packet whole, and each of its directives. A link that is secure says who answered;
// a signature stays true in the office's store, and on a stick.

#include "workflow/sync/feed.h"
#include "workflow/sync/packet.h"
#include "workflow/sync/signing.h"

namespace loket::sync {

Signature sign_packet_receipt(const SigningKey& key, const std::string& origin, const Digest& packet);
bool is_packet_receipt(const PublicKey& key, const std::string& origin, const Digest& packet, ByteView signature);

Signature sign_directive(const SigningKey& key, const std::string& origin, const Directive& directive);
/// Of the register with this key, for this office, at this place of its feed, unchanged.
bool is_genuine(const PublicKey& key, const std::string& origin, const Directive& directive);

/// Of a wire::Checkpoint as it was sent.
Signature countersign(const SigningKey& key, const std::string& origin, ByteView checkpoint);
bool is_countersigned(const PublicKey& key, const std::string& origin, ByteView checkpoint, ByteView signature);

}  // namespace loket::sync
