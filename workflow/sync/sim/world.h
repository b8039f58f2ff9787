#pragma once
// Time, chance and the wires between offices and centre.

#include <functional>

#include "workflow/sync/sim/centre.h"

namespace loket::sync::sim {

inline constexpr std::int64_t kSecond = 1'000, kMinute = 60 * kSecond, kHour = 60 * kMinute, kDay = 24 * kHour, kWeek = 7 * kDay;

/// The line of one office.
struct Wire {
    std::int64_t down_until = 0;  ///< nothing passes
    std::int64_t mute_until = 0;  ///< requests pass, answers do not
    bool kill_after_commit = false, kill_before_commit = false;  ///< what happens to the gateway at the next batch
    bool damage_piece = false;                                   ///< and to the next piece of a packet
};

class World {
  public:
    explicit World(const Plan& plan);

    const Plan plan;
    SeededRandom random;
    Checker checker;
    Centre centre;
    std::vector<Wire> wires;
    std::int64_t centre_down_until = 0;

    [[nodiscard]] std::int64_t now() const { return now_; }
    [[nodiscard]] std::int64_t end() const { return plan.weeks * kWeek; }
    /// Accidents end with the last week; then the offices catch up.
    [[nodiscard]] bool calm() const { return now_ >= end(); }
    void after(std::int64_t delay, std::function<void()> what);
    /// Lets things happen until `until`, or until nothing is left.
    void run(std::int64_t until);
    void fault(const char* kind) { checker.fault(kind); }
    /// True once in a while, never when it is calm.
    bool strikes(double probability, const char* kind);

    /// Carries a request to the centre and its answer back; `handle` runs at the centre, at each arrival. `back` is called at most once,
    /// with nothing where the centre could not be reached. Requests and answers may be lost, late, doubled and overtaken.
    template <class Reply>
    void ask(int office, std::function<std::optional<Reply>()> handle, std::function<void(std::optional<Reply>)> back);

  private:
    struct Happening {
        std::int64_t at = 0, order = 0;
        std::function<void()> what;
        bool operator<(const Happening& other) const { return at != other.at ? at > other.at : order > other.order; }
    };
    [[nodiscard]] bool reachable(int office) const;
    std::int64_t flight();

    std::vector<Happening> happenings_;
    std::int64_t now_ = 0, order_ = 0;
};

template <class Reply>
void World::ask(int office, std::function<std::optional<Reply>()> handle, std::function<void(std::optional<Reply>)> back) {
    if (!reachable(office)) return after(3 * kSecond, [back] { back(std::nullopt); });
    if (strikes(0.01, "request lost")) return;
    if (strikes(0.02, "request doubled and late"))
        after(random.between(1, 3 * static_cast<int>(kHour)), [this, office, handle] {
            if (reachable(office)) (void)handle();
        });
    after(flight(), [this, office, handle, back] {
        if (!reachable(office)) return;
        auto reply = handle();
        if (!reply) return;  // the gateway died over it
        if (wires[static_cast<std::size_t>(office)].mute_until > now_ || strikes(0.01, "answer lost")) return;
        after(flight(), [back, reply = std::move(reply)] { back(reply); });
    });
}

}  // namespace loket::sync::sim
