// The sender and a stick: between two errands of the link, so that nothing speaks of the same progress twice.

#include "devices/base/log.h"
#include "workflow/sync/carry/stick_trip.h"
#include "workflow/sync/link/sender.h"

namespace loket::sync {

void Sender::carry(std::filesystem::path folder) {
    const std::lock_guard lock(view_mutex_);
    if (stick_) return;
    stick_ = std::move(folder);
    trip_ = std::make_shared<const StickTrip>();
}

std::shared_ptr<const StickTrip> Sender::trip() const {
    const std::lock_guard lock(view_mutex_);
    return trip_;
}

void Sender::tell_trip(const StickTrip& trip) {
    auto fresh = std::make_shared<const StickTrip>(trip);
    const std::lock_guard lock(view_mutex_);
    trip_ = std::move(fresh);
}

/// What came and went by stick is the progress of the link, too: everything is read anew afterwards.
void Sender::travel_if_asked(const std::stop_token& stop) {
    std::optional<std::filesystem::path> folder;
    {
        const std::lock_guard lock(view_mutex_);
        folder = stick_;
    }
    if (!folder || stop.stop_requested()) return;
    const auto seed = stick_seed(parts_.signing_seed);
    const SealingKey box(seed);
    const StickWork work{parts_.at_store, packer_, box_, key_, box, parts_.numbers, parts_.news, parts_.clock, parts_.random};
    const auto ready = office_ ? Status{} : parts_.at_store([this](store::Store& store) { return look(store); });
    auto trip = ready ? travel(work, *folder, seen_.origin, [&](const StickTrip& now) { return tell_trip(now), !stop.stop_requested(); }) : StickTrip{.done = true, .code = ready.error().code.empty() ? "disk.failed" : ready.error().code, .detail = ready.error().context};
    if (!trip.code.empty()) log::warn("sync: a stick: {} {}", trip.code, trip.detail);
    else log::info("sync: a stick: {} receipts taken, {} events and {} packets written", trip.receipts, trip.shipped.events, trip.shipped.packets);
    office_.reset();
    news_ = true;
    {
        const std::lock_guard lock(view_mutex_);
        stick_.reset();
    }
    tell_trip(trip);
}

}  // namespace loket::sync
