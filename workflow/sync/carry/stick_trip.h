#pragma once
// An office's end of a stick, as a person works with it: answers of the register are taken from it, then everything that still waits goes onto it.

#include "workflow/sync/carry/carrier.h"
#include "workflow/sync/carry/number_desk.h"

namespace loket::sync {

/// What is worked with. The store's owner is waited for at every step and never held for the whole.
struct StickWork {
    const AtStore& at_store;
    Packer& packer;  ///< begun
    const PacketBox& packets;
    const SigningKey& key;
    const SealingKey& box;
    const NumberDesk& numbers;
    const std::function<Status()>& news;  ///< applies what the centre said; may be empty
    const Clock& clock;
    Random& random;
};

/// Hears how many bytes are written; false ends it with Cancelled.
using WatchBytes = std::function<bool(std::int64_t)>;
/// Seals the packets of recordings that were approved since, then writes one file with everything that waits, and notes it.
Result<Shipped> ship(const StickWork& work, const std::filesystem::path& file, std::int64_t most_bytes = kMostStickBytes, const WatchBytes& watch = {});

struct Returned {
    BroughtBack received;
    int numbers = 0, blocks = 0;  ///< entered, kept
};
/// Proves the file, keeps what it says, applies it: receipts, directives, numbers. Again is harmless. Refuses as take_receipt.
Result<Returned> take_back(const StickWork& work, const std::filesystem::path& file);

/// What of ours lies in the top folder of a stick.
struct StickFolder {
    std::vector<std::filesystem::path> receipts;  ///< of any office, by name
    std::optional<Card> card;                     ///< of a register
    std::int64_t room = 0;                        ///< bytes that are free, or taken by our last shipment
    std::int64_t shipment = 0;                    ///< bytes of ours, of an earlier trip
};
/// Looks at the first few hundred files. Gone "sync.no_stick_here" where there is no folder (any more).
Result<StickFolder> look_at_stick(const std::filesystem::path& folder, const std::string& origin);
/// Names that say whose they are: loket-3f2a91c0.shipment, loket-3f2a91c0.card.
std::filesystem::path shipment_in(const std::filesystem::path& folder, const std::string& origin);
std::filesystem::path card_in(const std::filesystem::path& folder, const std::string& origin);

/// Both ways at one stick.
struct StickTrip {
    bool done = false;
    bool writing = false;
    int percent = 0;             ///< of what is written, roughly
    int receipts = 0;            ///< taken
    int others = 0;              ///< receipts that are not for this office: left where they are
    Returned returned;           ///< of all of them
    Shipped shipped;
    std::string code;            ///< why it ended early; what came before it counts
    std::string detail;          ///< for the log
};
/// Takes every receipt of the stick, then writes the shipment in place of the one of the last trip. A receipt that cannot be read ends it before anything is written; those of other offices do not. `tell` hears each step.
StickTrip travel(const StickWork& work, const std::filesystem::path& folder, const std::string& origin, const std::function<bool(const StickTrip&)>& tell);

}  // namespace loket::sync
