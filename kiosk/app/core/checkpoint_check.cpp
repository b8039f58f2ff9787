#include "kiosk/app/core/checkpoint_check.h"

#include "kiosk/app/core/log_reader.h"
#include "kiosk/app/core/register.h"
#include "workflow/engine/checkpoint.h"

namespace loket::app {

Result<CheckpointCheck> check_checkpoint(store::Store& store, const std::function<void(int percent)>& progress) {
    CheckpointCheck check;
    LOKET_ASSIGN(saved, store.checkpoint());
    const auto office = saved ? engine::decode_checkpoint(saved->doc) : std::nullopt;
    if (!office) return check;
    engine::Office folded;
    int shown = -1;
    LOKET_TRY(each_event(store, 1, [&](const store::StoredEvent& stored) -> Status {
        if (stored.seq > saved->at.seq) return {};
        ++check.events;
        const int percent = static_cast<int>(stored.seq * 100 / saved->at.seq);
        if (progress && percent != shown) progress(shown = percent);
        if (stored.stream == kRegisterStream) return {};
        LOKET_ASSIGN(fact, to_fact(stored));
        folded = engine::evolve(std::move(folded), fact);
        return {};
    }));
    check.difference = engine::first_difference(*office, folded);
    return check;
}

}  // namespace loket::app
