#include "kiosk/app/desk/spoiled.h"

#include <algorithm>

#include "workflow/engine/events.h"

namespace loket::app {

namespace {

constexpr std::int64_t kPiece = 4000;  ///< about twenty milliseconds of the core's time

Result<SpoiledBlank> line_of(store::Store& store, const store::StoredEvent& stored, const engine::BlankoSpoiled& spoiled) {
    constexpr std::string_view kCases = "perkara:";
    const auto actor = engine::actor_from_string(stored.actor);
    SpoiledBlank line{stored.at, spoiled.serial, {}, actor ? actor->user : stored.actor, spoiled.reason};
    if (!stored.stream.starts_with(kCases)) return line;
    LOKET_ASSIGN(row, store.case_by_id(stored.stream.substr(kCases.size())));
    if (row) line.resi = row->resi;
    return line;
}

}  // namespace

Result<SpoiledRead> read_spoiled(store::Store& store, SpoiledRead so_far, Instant since) {
    const auto first = std::max<std::int64_t>(1, so_far.next - kPiece + 1);
    LOKET_ASSIGN(events, store.events(first, so_far.next - first + 1));
    for (auto stored = events.rbegin(); stored != events.rend(); ++stored) {
        if (stored->at < since) {
            so_far.next = 0;
            return so_far;
        }
        if (stored->kind != engine::BlankoSpoiled::kName) continue;
        LOKET_ASSIGN(event, engine::decode_event(stored->kind, stored->body));
        LOKET_ASSIGN(line, line_of(store, *stored, std::get<engine::BlankoSpoiled>(event)));
        so_far.found.push_back(std::move(line));
    }
    so_far.next = first - 1;
    return so_far;
}

}  // namespace loket::app
