#include "workflow/sync/sim/world.h"

#include <algorithm>

namespace loket::sync::sim {

World::World(const Plan& of)
    : plan(of), random(of.seed, "sync.world"), centre(of.offices, {.dedup = of.broken != Broken::NoDedup, .hash = of.broken != Broken::NoHash}, checker),
      wires(static_cast<std::size_t>(of.offices)) {}

void World::after(std::int64_t delay, std::function<void()> what) {
    happenings_.push_back({now_ + std::max<std::int64_t>(delay, 0), ++order_, std::move(what)});
    std::push_heap(happenings_.begin(), happenings_.end());
}

void World::run(std::int64_t until) {
    while (!happenings_.empty() && happenings_.front().at <= until) {
        std::pop_heap(happenings_.begin(), happenings_.end());
        const auto next = std::move(happenings_.back());
        happenings_.pop_back();
        now_ = next.at;
        next.what();
    }
    now_ = until;
}

bool World::strikes(double probability, const char* kind) {
    if (calm() || !random.chance(probability)) return false;
    fault(kind);
    return true;
}

bool World::reachable(int office) const { return calm() || (centre_down_until <= now_ && wires[static_cast<std::size_t>(office)].down_until <= now_); }

/// A satellite link has half a second; now and then something is held up for a while.
std::int64_t World::flight() { return strikes(0.01, "message late") ? random.between(1'000, 100'000) : random.between(5, 600); }

}  // namespace loket::sync::sim
