#pragma once
// An office's exchange by stick, over its store and its packets.

#include "workflow/sync/carry/letters.h"
#include "workflow/sync/carry/outbox.h"
#include "workflow/sync/carry/packer.h"
#include "workflow/sync/carry/stick_file.h"

namespace loket::sync {

/// Pins the register. Nothing changes for the same card; Rejected `sync.other_key` for another, `sync.wrong_card` for an office's.
Status enrol(store::Store& store, const Card& card);
/// Rejected `sync.not_enrolled`.
Result<Card> register_of(store::Store& store);

inline constexpr std::int64_t kMostStickBytes = (std::int64_t{4} << 30) - (64 << 20);  ///< of a file on FAT32, with room to spare

struct Cargo {
    AtStore at_store;
    const PacketBox& packets;
    const SigningKey& key;
    const SealingKey& box;                       ///< what comes back is sealed to it
    std::vector<wire::NumberAsk> numbers = {};   ///< what files wait for
    std::int64_t most_bytes = kMostStickBytes;
};
/// What went onto a stick.
struct Shipped {
    std::int64_t events = 0, last = 0, packets = 0, packet_bytes = 0, numbers = 0;
    bool more = false;  ///< as much as fits into one file; the rest goes into the next one, after this one's receipt
    Instant at{};
    [[nodiscard]] bool empty() const { return events == 0 && packets == 0 && numbers == 0; }
};
/// Everything the register did not acknowledge, events first; what is on its way on another stick goes along once more. The store's owner is
/// asked for a batch at a time.
Result<Shipped> write_shipment(const Cargo& cargo, const StickWriter::Sink& sink, Instant now);
/// After the file is written.
Status note_shipment(store::Store& store, const Shipped& shipment);

/// What a receipt brought.
struct BroughtBack {
    Exchange exchange = {};
    std::int64_t packets = 0, directives = 0;
    std::vector<ReceiptNumber> numbers = {};  ///< to be entered; the register gives the same ones again if they are not
};
/// The whole file is proven before any of it counts. Rejected `sync.signature`, `sync.wrong_place` for another office's receipt. An old
/// receipt, or the same again, changes nothing.
Result<BroughtBack> take_receipt(const AtStore& at_store, Packer& packer, const SealingKey& box, const OpenSource& file, Instant now, Random& random);

/// What a person is told.
struct Situation {
    std::string origin;
    Exchange exchange;
    std::int64_t head = 0, waiting = 0;
    bool enrolled = false;
    std::string code;              ///< why something waits; empty: all is well
    std::optional<Instant> since;  ///< the oldest event that waits was written then
};
Result<Situation> status_of(store::Store& store);

}  // namespace loket::sync
