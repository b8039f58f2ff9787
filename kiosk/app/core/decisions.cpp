#include "kiosk/app/core/decisions.h"

#include <algorithm>

namespace loket::app {

namespace {

/// Streams of cases are named "berkas:<id>" or the like: what comes after the colon.
std::string case_of(const std::string& stream) { return stream.substr(stream.find(':') + 1); }

Result<std::optional<Decision>> decision_in(const store::StoredEvent& stored) {
    if (stored.kind == engine::CaseReturned::kName) {
        LOKET_ASSIGN(event, engine::decode_event(stored.kind, stored.body));
        return std::optional(Decision{stored.at, case_of(stored.stream), "returned", std::get<engine::CaseReturned>(event).reason});
    }
    if (stored.kind != engine::StepDone::kName) return std::optional<Decision>();
    LOKET_ASSIGN(event, engine::decode_event(stored.kind, stored.body));
    const auto& outcome = std::get<engine::StepDone>(event).outcome;
    if (outcome != "paraf" && outcome != "signed") return std::optional<Decision>();
    return std::optional(Decision{stored.at, case_of(stored.stream), outcome, {}});
}

}  // namespace

Result<DecisionsRead> read_decisions(store::Store& store, DecisionsRead so_far, const std::string& user, Instant since, std::int64_t limit) {
    const auto from = std::max<std::int64_t>(1, so_far.next - limit + 1);
    LOKET_ASSIGN(events, store.events(from, so_far.next - from + 1));
    so_far.next = from - 1;
    for (auto stored = events.rbegin(); stored != events.rend(); ++stored) {
        if (stored->at < since) {
            so_far.next = 0;
            break;
        }
        const auto actor = engine::actor_from_string(stored->actor);
        if (!actor || actor->user != user) continue;
        LOKET_ASSIGN(decision, decision_in(*stored));
        if (decision) so_far.found.push_back(std::move(*decision));
    }
    return so_far;
}

}  // namespace loket::app
