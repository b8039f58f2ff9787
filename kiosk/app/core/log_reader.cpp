#include "kiosk/app/core/log_reader.h"

#include <fmt/format.h>

namespace loket::app {

Status each_event(store::Store& store, std::int64_t from, const std::function<Status(const store::StoredEvent&)>& take) {
    constexpr std::int64_t kChunk = 5000;
    for (;;) {
        LOKET_ASSIGN(events, store.events(from, kChunk));
        for (const auto& stored : events) LOKET_TRY(take(stored));
        if (static_cast<std::int64_t>(events.size()) < kChunk) return {};
        from = events.back().seq + 1;
    }
}

Result<engine::Fact> to_fact(const store::StoredEvent& stored) {
    LOKET_ASSIGN(event, engine::decode_event(stored.kind, stored.body));
    const auto actor = engine::actor_from_string(stored.actor);
    if (!actor) return corrupt(fmt::format("event {} has an unknown actor", stored.seq));
    return engine::Fact{stored.stream, std::move(event), *actor, stored.at};
}

}  // namespace loket::app
