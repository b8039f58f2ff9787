#include "kiosk/app/core/checkpoint_check.h"

#include "kiosk/app/core/log_reader.h"

namespace loket::app {

Result<CheckpointCheck> check_checkpoint(store::Store& store, const std::function<void(int percent)>& progress) {
    CheckpointCheck check;
    LOKET_ASSIGN(saved, saved_state(store));
    const auto office = saved ? engine::decode_checkpoint(saved->doc) : std::nullopt;
    if (!office) return check;
    int shown = -1;
    LOKET_ASSIGN(folded, engine::rebuild(std::nullopt, [&, log = fact_source(store, saved->seq)](std::int64_t from) {
        const int percent = static_cast<int>((from - 1) * 100 / saved->seq);
        if (progress && percent != shown) progress(shown = percent);
        return log(from);
    }));
    check.events = folded.head;
    check.difference = engine::first_difference(*office, folded.office);
    return check;
}

}  // namespace loket::app
