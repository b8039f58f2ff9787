#include "workflow/sync/policy.h"

#include <algorithm>

namespace loket::sync {

Millis pause_after(int failures, const Policy& policy, Random& random) {
    auto pause = policy.first_pause;
    for (int n = 1; n < failures && pause < policy.longest_pause; ++n) pause *= 2;
    pause = std::min(pause, policy.longest_pause);
    return Millis(pause.count() - static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(pause.count() / 2 + 1))));
}

std::optional<Instant> packets_wait_until(const Policy& policy, Instant now) {
    const int from = policy.packets_from, to = policy.packets_to;
    if (from == to || to - from >= 24) return std::nullopt;
    const auto wall = wib_time(now);
    const bool open = from < to ? wall.hour >= from && wall.hour < to : wall.hour >= from || wall.hour < to;
    if (open) return std::nullopt;
    const auto today = wib_instant(wall.date, from);
    return today > now ? today : today + std::chrono::hours(24);
}

/// A clock that was set back gives nothing and takes nothing.
void Budget::refill(Instant now) {
    if (now > at_) debt_ = std::max<std::int64_t>(0, debt_ - std::min<std::int64_t>((now - at_).count(), 86'400'000) * rate_);
    at_ = now;
}

void Budget::spend(std::int64_t bytes, Instant now) {
    if (rate_ == 0) return;
    refill(now);
    debt_ += bytes * 1000;
}

Instant Budget::free_at(Instant now) {
    if (rate_ == 0) return now;
    refill(now);
    return now + Millis((debt_ + rate_ - 1) / rate_);
}

}  // namespace loket::sync
