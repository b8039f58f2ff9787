#pragma once
// What is in a packet: the pictures and papers of one recording, signed by the office, sealed to the register one way (the office cannot
// open it again). "loket-parcel-1  ", the packet's key sealed to the register (crypto_box_seal), a secretstream (XChaCha20-Poly1305) of
// frames: the signed list of contents, every item in pieces, an empty last one. Both ends work in pieces of kFrame, whatever the size.

#include <functional>
#include <memory>
#include <span>

#include "workflow/sync/carry/card.h"
#include "devices/base/clock.h"
#include "devices/base/sha256.h"

namespace loket::sync {

struct Item {
    std::string name;  ///< "finger:2", "paper:3", "person"
    std::string kind = {};  ///< of the content: "png", "json"
    Sha256 digest{};
    std::int64_t size = 0;
    bool operator==(const Item&) const = default;
};

/// The list of contents.
struct Manifest {
    std::string origin = {}, case_id = {}, nik = {}, service = {};
    std::int64_t event = 0;  ///< of the office's log: the approval that ended the recording; (origin, event) names it once
    Instant at{};
    std::vector<Item> items = {};
    bool operator==(const Manifest&) const = default;
};

inline constexpr std::int64_t kMostItemBytes = 64 << 20;
inline constexpr std::size_t kMostItems = 200;

class ParcelWriter {
  public:
    using Sink = std::function<Status(ByteView)>;
    ParcelWriter(const Card& to, Sink sink);
    ~ParcelWriter();
    ParcelWriter(const ParcelWriter&) = delete;
    ParcelWriter& operator=(const ParcelWriter&) = delete;
    Status begin(const Manifest& manifest, const SigningKey& key);
    /// The contents of the manifest's items, one after the other.
    Status add(ByteView content);
    Status finish();

  private:
    struct State;
    Status frame(ByteView content, bool last);
    std::unique_ptr<State> state_;
    Sink sink_;
};

/// Where the bytes of a packet come from: at most so many, fewer only at the end.
using Source = std::function<Result<Bytes>(std::size_t)>;
/// An item whose digest was proven. One at a time is in memory.
using TakeItem = std::function<Status(const Manifest& manifest, const Item& item, Bytes content)>;

/// Nothing counts before it returns: a packet that was cut off or changed is refused at its end. Corrupt `sync.shape`; Rejected
/// `sync.signature` for one that was sealed to another register or not signed with this key; `sync.too_large`.
Result<Manifest> open_parcel(const Source& source, const RegisterKeys& keys, const PublicKey& office, const TakeItem& take);

}  // namespace loket::sync
