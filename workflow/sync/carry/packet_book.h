#pragma once
// The office's list of its packets: made of which recording, how large, since when, received when. In the store's meta.

#include <optional>
#include <vector>

#include "workflow/store/store.h"
#include "workflow/sync/packet.h"

namespace loket::sync {

struct PacketEntry {
    std::int64_t event = 0;  ///< the approval that ended the recording
    std::string case_id;
    Digest name{};
    std::int64_t size = 0;
    Instant made{};
    std::optional<Instant> received = {};  ///< the register has it whole
    Bytes receipt = {};                    ///< and signed for it
    bool operator==(const PacketEntry&) const = default;
};

struct PacketBook {
    std::int64_t upto = 0;  ///< the log was looked through up to this event
    std::vector<PacketEntry> entries = {};
    [[nodiscard]] const PacketEntry* waiting(const std::string& case_id) const;
    PacketEntry* find(const Digest& name);
};

/// Empty for a store that never made a packet. Corrupt `sync.shape`.
Result<PacketBook> load_packets(store::Store& store);
/// All that waits, and the last two hundred that were received.
void put_packets(store::Batch& batch, PacketBook& book);

}  // namespace loket::sync
