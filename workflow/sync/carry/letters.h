#pragma once
// What is written on top of a stick: by an office on its shipment, by the register on its receipt. CBOR, signed by who writes; every reader
// answers Corrupt `sync.shape` for bytes that are not what its writer writes.

#include "workflow/sync/answer.h"
#include "workflow/sync/office.h"
#include "workflow/sync/signing.h"
#include "workflow/sync/wire/requests.h"

namespace loket::sync {

inline constexpr std::size_t kMostPacketsNamed = 20'000;
inline constexpr std::size_t kMostNumbersAsked = 2'000;

/// [ 2, origin, epoch, at, feed, reply, [ [name, size]… ], [ ask… ] ]
struct ShipmentHead {
    std::string origin = {};
    std::int64_t epoch = 1;
    Instant at{};
    std::int64_t feed = 0;  ///< the last directive the office has
    PublicKey reply{};      ///< what comes back is sealed to it
    std::vector<WaitingPacket> packets = {};     ///< all that wait at the office, whether they are on this stick or not
    std::vector<wire::NumberAsk> numbers = {};   ///< that its files wait for, and blocks
};
Bytes encode(const ShipmentHead& head);
Result<ShipmentHead> decode_shipment_head(ByteView body);

struct ReceiptNumber {
    wire::NumberAsk ask = {};
    wire::NumberGiven given = {};
    bool operator==(const ReceiptNumber&) const = default;
};

/// [ 2, origin, at, answer, [ [name, receipt]… ], [ [ask, given]… ] ]
struct ReceiptHead {
    std::string origin = {};
    Instant at{};
    Answer answer = {};  ///< to the last batch that was taken
    std::vector<PacketReceipt> packets = {};  ///< those of the shipment's that the register has whole
    std::vector<ReceiptNumber> numbers = {};
    bool operator==(const ReceiptHead&) const = default;
};
Bytes encode(const ReceiptHead& head);
Result<ReceiptHead> decode_receipt_head(ByteView body);

/// [ body, signature ]. Who wrote it is looked up by the origin it names; nothing is proven before `proven` says so.
Bytes signed_letter(ByteView body, std::string_view purpose, const SigningKey& key);
struct Letter {
    Bytes body, signature;
};
Result<Letter> read_letter(ByteView bytes);
/// Rejected `sync.signature`.
Status proven(const Letter& letter, std::string_view purpose, const PublicKey& key);
inline constexpr std::string_view kShipmentPurpose = "loket shipment 2", kReceiptPurpose = "loket receipt 2";

/// [ name, size ]
Bytes encode(const WaitingPacket& packet);
Result<WaitingPacket> decode_packet_label(ByteView bytes);

}  // namespace loket::sync
