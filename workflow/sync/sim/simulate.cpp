// The weeks: when people come, and which accidents happen when.

#include <fmt/format.h>

#include <algorithm>

#include "workflow/sync/sim/station.h"

namespace loket::sync::sim {
namespace {

constexpr int kSavesPerDay = 12, kWorkingDays = 6;

/// Accidents of one office, each at a moment drawn from the same seed.
class Weeks {
  public:
    explicit Weeks(World& world) : world_(world) {
        for (int n = 0; n < world.plan.offices; ++n) stations_.push_back(std::make_unique<Station>(world, n));
    }

    void plan() {
        for (int week = 0; week < world_.plan.weeks; ++week) {
            for (int n = 0; n < world_.plan.offices; ++n) plan_work(n, week * kWeek), plan_accidents(n, week * kWeek);
            for (int n = 0; n < 3; ++n) at(week * kWeek + within(kWeek), [this] { centre_down(); });
        }
    }

    /// Until everybody has sent everything, at most a month.
    void settle() {
        world_.run(world_.end());
        for (int hours = 0; hours < 31 * 24; ++hours) {
            for (const auto& station : stations_) station->poke();
            world_.run(world_.end() + (hours + 1) * kHour);
            if (std::ranges::all_of(stations_, [](const auto& station) { return station->settled(); })) return;
        }
        world_.checker.found("offices did not get everything across within a month without accidents");
    }

    void check() const {
        world_.centre.check_chains();
        for (const auto& station : stations_) station->check_directives();
    }

  private:
    std::int64_t within(std::int64_t span) { return static_cast<std::int64_t>(world_.random.below(static_cast<std::uint64_t>(span))); }
    void at(std::int64_t when, std::function<void()> what) { world_.after(when - world_.now(), std::move(what)); }
    /// A moment between Monday and Saturday, 8 to 15.
    std::int64_t working(std::int64_t monday, int from_day = 0, int to_day = kWorkingDays) {
        return monday + (from_day + within(to_day - from_day)) * kDay + 8 * kHour + within(7 * kHour);
    }

    void plan_work(int office, std::int64_t monday) {
        auto& station = *stations_[static_cast<std::size_t>(office)];
        for (int day = 0; day < 7; ++day) at(monday + day * kDay + 2 * kHour, [&station] { station.back_up(); });
        for (int n = 0; n < kWorkingDays * kSavesPerDay; ++n) at(working(monday), [&station] { station.save(); });
        for (int n = 0; n < 3; ++n)
            at(working(monday), [this, office, &station] {
                world_.centre.direct(office);
                station.poke();
            });
    }

    void plan_accidents(int office, std::int64_t monday) {
        auto& station = *stations_[static_cast<std::size_t>(office)];
        auto& wire = world_.wires[static_cast<std::size_t>(office)];
        using Moment = Station::Moment;
        at(working(monday), [&station] { station.cut_power_at_next_save(Moment::AfterPromise); });
        const auto other = within(2) == 0 ? Moment::BeforeFlush : Moment::AfterFlush;
        at(working(monday), [&station, other] { station.cut_power_at_next_save(other); });
        at(monday + within(kWeek), [this, &station] { world_.fault("power cut"), station.cut_power(within(kHour)); });
        for (int n = 0; n < 3; ++n) at(working(monday), [this, &station] { world_.fault("office killed"), station.stop(within(kMinute)); });
        at(monday + within(kWeek), [this, &wire] { world_.fault("link down"), wire.down_until = world_.now() + within(2 * kDay); });
        at(working(monday), [this, &wire] { world_.fault("link down"), wire.down_until = world_.now() + within(2 * kHour); });
        at(working(monday), [this, &wire] { world_.fault("answers do not come through"), wire.mute_until = world_.now() + within(3 * kHour); });
        at(working(monday), [&wire] { wire.kill_after_commit = true; });
        at(working(monday), [&wire] { wire.kill_before_commit = true; });
        at(working(monday), [&wire] { wire.damage_piece = true; });
        at(working(monday), [&station] { station.export_stick(); });
        at(monday + within(kWeek), [this, &station] { world_.fault("clock jumped"), station.jump_clock(jump()); });
        plan_restore(station, working(monday, 1, 4), false);
        if (within(2) == 0) plan_restore(station, working(monday, 1, 6), true);
    }

    /// Nobody restores while something waits: it is tried again until nothing does.
    void plan_restore(Station& station, std::int64_t when, bool told) {
        at(when, [this, &station, told] {
            if (!world_.calm() && !station.restore(told)) plan_restore(station, world_.now() + 7 * kMinute, told);
        });
    }

    /// From a minute to a year, either way.
    std::int64_t jump() {
        constexpr std::int64_t kSpans[] = {kMinute, kHour, kDay, 365 * kDay};
        const auto span = within(kSpans[within(4)]);
        return within(2) == 0 ? span : -span;
    }

    void centre_down() {
        world_.fault("register down");
        world_.centre_down_until = world_.now() + within(4 * kHour);
    }

    World& world_;
    std::vector<std::unique_ptr<Station>> stations_;
};

}  // namespace

Outcome simulate(const Plan& plan) {
    World world(plan);
    Weeks weeks(world);
    weeks.plan();
    weeks.settle();
    weeks.check();
    return world.checker.finish();
}

}  // namespace loket::sync::sim
