#pragma once
// Logs and pieces of them.

#include <fmt/format.h>

#include "workflow/sync/batch.h"

namespace loket::sync::test {

inline const store::Identity kOffice{"00112233445566778899aabbccddeeff", 1};

/// `count` events; from `parts_at` on others than those of make_log(count).
inline std::vector<store::StoredEvent> make_log(int count, int parts_at = 1 << 20) {
    store::ChainHead head{0, store::genesis("event", kOffice)};
    std::vector<store::StoredEvent> log;
    for (int n = 0; n < count; ++n) {
        const auto body = fmt::format("{{\"n\":{},\"other\":{}}}", n, n >= parts_at ? parts_at : 0);
        log.push_back(store::append(head, kOffice, {"case-1", "StepBegun", "rina", body, from_millis(1'790'000'000'000 + n)}));
    }
    return log;
}

/// The events after `from` up to `to`.
inline Batch piece(const std::vector<store::StoredEvent>& log, std::int64_t from, std::int64_t to, std::int64_t epoch = 1) {
    const auto before = from == 0 ? store::ChainHead{0, store::genesis("event", kOffice)} : store::ChainHead{from, log[static_cast<std::size_t>(from - 1)].hash};
    return {kOffice.uuid, epoch, before, {log.begin() + from, log.begin() + to}};
}

}  // namespace loket::sync::test
