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

/// Serials first … first+count-1 of every day of a district, NIK and KK alike, lent to one office in one epoch of it: nobody else gives them.
struct NumberBlock {
    std::string reference = {};  ///< the office's, under which it asked
    std::string district = {};   ///< "210106"
    std::int64_t epoch = 1, first = 0, count = 0;
    bool operator==(const NumberBlock&) const = default;
};
/// How far the blocks of a district are used up.
struct BlockLeft {
    std::string district;
    std::int64_t lent = 0;   ///< serials for each day
    std::int64_t given = 0;  ///< numbers, in all
    std::int64_t left = 0;   ///< serials of the day of which most were given
    [[nodiscard]] bool low() const { return left * 4 <= lent; }  ///< another block is asked for
    bool operator==(const BlockLeft&) const = default;
};
Signature sign_block(const SigningKey& key, const std::string& origin, const NumberBlock& block);
bool is_lent(const PublicKey& key, const std::string& origin, const NumberBlock& block, ByteView signature);

/// Of a wire::Checkpoint as it was sent.
Signature countersign(const SigningKey& key, const std::string& origin, ByteView checkpoint);
bool is_countersigned(const PublicKey& key, const std::string& origin, ByteView checkpoint, ByteView signature);

}  // namespace loket::sync
