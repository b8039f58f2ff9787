#pragma once
// The office's list of changes of people that the centre did not take as they came: which file, since when, what was decided. In the store's meta.

#include <optional>
#include <vector>

#include "workflow/store/store.h"
#include "workflow/sync/feed.h"

namespace loket::sync {

inline constexpr std::string_view kChangeOfPerson = "MasterChangeAsked";  ///< the event of such a change, mirror::MasterChangeAsked

struct HeldChange {
    std::int64_t event = 0;  ///< of this office's log
    std::string case_id;     ///< empty: no file asked for it
    Instant since{};
    std::optional<Instant> settled = {};
    bool taken = false;        ///< once settled
    std::string reason = {};
    bool operator==(const HeldChange&) const = default;
};

struct ChangeBook {
    std::vector<HeldChange> entries = {};  ///< oldest first
    [[nodiscard]] std::int64_t held() const;
    /// What a directive "person" says of one. Again, or one that came for a change this disk does not know, is harmless.
    void note(const Directive& directive);
    bool operator==(const ChangeBook&) const = default;
};

/// Empty for a store that never heard of one. Corrupt `sync.shape`.
Result<ChangeBook> load_changes(store::Store& store);
/// Events with a change behind `seq`, which the register does not have yet.
Result<std::int64_t> changes_after(store::Store& store, std::int64_t seq);
/// All that are held, and the last twenty that were settled.
void put_changes(store::Batch& batch, ChangeBook& book);

}  // namespace loket::sync
