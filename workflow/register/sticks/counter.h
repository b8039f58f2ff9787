#pragma once
// Where sticks are handed in and out at the register.

#include "workflow/register/gateway/packet_store.h"
#include "workflow/register/postgres/books.h"
#include "workflow/sync/carry/letters.h"
#include "workflow/sync/carry/stick_file.h"

namespace loket::centre {

/// A stick of an office, and what came of it.
struct Arrival {
    sync::ShipmentHead head;
    sync::Answer answer;  ///< to the last batch that was taken
    std::int64_t fresh = 0, total = 0;  ///< events stored by it, and of that office in all
    std::int64_t packets = 0, packet_bytes = 0;  ///< that were not here whole before
};

class Counter {
  public:
    struct Parts {
        Ledger& ledger;
        Books* books = nullptr;  ///< without them (a register in one file) only events are taken: packets wait, numbers are not given
        std::shared_ptr<const PacketStore> packets;
        const sync::RegisterKeys& keys;
        const Clock& clock;
    };
    explicit Counter(Parts parts) : parts_(std::move(parts)) {}

    /// Reads the whole file before anything of it counts: what is damaged, cut off, sealed to another or not signed by the office it names
    /// is refused whole. What is stored already is recognised. Corrupt `sync.shape`; Rejected `sync.signature`, `sync.unknown_origin`.
    Result<Arrival> take_in(const sync::OpenSource& stick);
    /// The last stick of an office, with what is to be answered to it now. Rejected "sync.no_stick" where there was none.
    Result<Arrival> last_of(const std::string& origin);
    /// The answer to it, sealed to the office: what is stored, receipts for its packets, directives it does not have, numbers it asked for.
    Status hand_out(const Arrival& arrival, const sync::StickWriter::Sink& sink);
    /// Packets of the office that are here and were not looked at: what is to be said of them comes later.
    Result<std::int64_t> unopened(const std::string& origin);

  private:
    Result<Arrival> prove(const sync::OpenSource& stick);
    Status store(const sync::OpenSource& stick, Arrival& arrival);
    Status take_packet(Arrival& arrival, const sync::WaitingPacket& packet, sync::StickReader& reader);
    Result<std::vector<sync::ReceiptNumber>> numbers_for(const Arrival& arrival);
    Result<std::vector<sync::PacketReceipt>> receipts_for(const sync::ShipmentHead& head);
    Status put_directives(const sync::ShipmentHead& head, sync::StickWriter& writer);
    Parts parts_;
};

}  // namespace loket::centre
