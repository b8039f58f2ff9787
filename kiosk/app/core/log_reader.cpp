#include "kiosk/app/core/log_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "kiosk/app/core/register.h"

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

engine::FactSource fact_source(store::Store& store, std::int64_t until) {
    static constexpr std::int64_t kChunk = 5000;
    return [&store, until](std::int64_t from) -> Result<engine::LogPiece> {
        if (from > until) return engine::LogPiece{};
        LOKET_ASSIGN(events, store.events(from, std::min(kChunk, until - from + 1)));
        engine::LogPiece piece;
        piece.facts.reserve(events.size());
        for (const auto& stored : events) {
            piece.last = stored.seq;
            if (stored.stream == kRegisterStream) continue;
            LOKET_ASSIGN(fact, to_fact(stored));
            piece.facts.push_back(std::move(fact));
        }
        return piece;
    };
}

Result<std::optional<engine::SavedState>> saved_state(store::Store& store) {
    LOKET_ASSIGN(saved, store.checkpoint());
    if (!saved || saved->at.seq > store.event_head().seq) return std::optional<engine::SavedState>();
    return std::optional(engine::SavedState{saved->at.seq, std::move(saved->doc)});
}

}  // namespace loket::app
