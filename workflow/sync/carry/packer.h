#pragma once
// Makes packets: looks through the log for recordings that were approved, seals what belongs to each, and keeps it in the box. The file is
// flushed, then the store says that there is a packet, then it stands under its name: cut off anywhere, the next step goes on.

#include <functional>
#include <span>
#include <variant>

#include "workflow/sync/carry/at_store.h"
#include "workflow/sync/carry/parcel.h"
#include "workflow/sync/carry/packet_book.h"
#include "workflow/sync/carry/packet_box.h"

namespace loket::sync {

/// What goes into a packet: pictures of the store by their digest, and words that are made for it.
struct Contents {
    struct Part {
        std::string name;
        std::variant<Sha256, std::string> of;
    };
    std::string case_id, nik, service;
    std::vector<Part> parts;
};
/// What belongs to the recording that this event ended; nothing for any other event. Called where the store's owner is.
using ContentsOf = std::function<Result<std::optional<Contents>>(store::Store& store, const store::StoredEvent& event)>;

class Packer {
  public:
    Packer(AtStore at_store, ContentsOf contents, const SigningKey& key, std::filesystem::path folder)
        : at_store_(std::move(at_store)), contents_(std::move(contents)), key_(key), box_(std::move(folder)) {}

    /// Takes up what an interruption left behind.
    Status begin(store::Store& store);
    /// One packet at most, or some hundred events looked through; true where there was something to do. What fails is tried again; pictures
    /// that are no longer kept are left out.
    Result<bool> step(const Card& to, Instant now);
    /// The register has them whole and signed for them: noted, then taken out of the box.
    Status received(store::Store& store, std::span<const PacketReceipt> receipts, Instant now);
    [[nodiscard]] const PacketBook& book() const { return book_; }
    /// Nothing is to be made again.
    [[nodiscard]] bool complete() const { return again_.empty(); }

  private:
    struct Work;
    Status look(store::Store& store, Work& work);
    Status seal(Work& work, const Card& to, Instant now);

    AtStore at_store_;
    ContentsOf contents_;
    const SigningKey& key_;
    PacketBox box_;
    PacketBook book_;
    std::string origin_;
    std::vector<std::int64_t> again_;  ///< events whose packet is gone though nobody has it: made again
};

}  // namespace loket::sync
