// The weeks of the simulator: nothing lost with all defences, and each defence is needed.

#include <catch2/catch.hpp>

#include "tests/whole.h"
#include "workflow/sync/sim/plan.h"

using namespace loket::sync::sim;

TEST_CASE("sim: whatever happens, everything that was told to be saved is in the register once") {
    Outcome all;
    const int seeds = loket::test::whole_or(3000, 300);
    for (int seed = 1; seed <= seeds; ++seed) {
        const auto outcome = simulate({.offices = 3, .weeks = 1, .seed = static_cast<std::uint64_t>(seed)});
        INFO("./loket sim --offices 3 --weeks 1 --seed " << seed << ": " << outcome.line() << (outcome.findings.empty() ? "" : " " + outcome.findings.front()));
        CHECK(outcome.sound());
        all.add(outcome);
    }
    CHECK(all.acked > seeds * 200);
    CHECK(all.kinds.size() >= 18);  // every kind of accident happened
    for (const auto& [kind, count] : all.kinds) {
        INFO(kind);
        CHECK(count >= 10);
    }
}

TEST_CASE("sim: many offices over many weeks") {
    const auto outcome = simulate({.offices = 40, .weeks = 4, .seed = 11});
    INFO(outcome.line());
    CHECK(outcome.sound());
    CHECK(outcome.acked > 10'000);
}

TEST_CASE("sim: a defence that is switched off is caught, also in a single office and week") {
    for (const auto broken : {Broken::SyncNormal, Broken::NoDedup, Broken::NoHash})
        for (const int offices : {1, 3}) {
            const int seeds = 40;
            int caught = 0;
            Outcome all;
            for (int seed = 1; seed <= seeds; ++seed) {
                const auto outcome = simulate({.offices = offices, .weeks = 1, .seed = static_cast<std::uint64_t>(seed), .broken = broken});
                caught += outcome.sound() ? 0 : 1;
                all.add(outcome);
            }
            INFO(static_cast<int>(broken) << " with " << offices << " offices: " << caught << " of " << seeds << ", " << all.line());
            CHECK(caught >= seeds - 1);
            if (broken == Broken::SyncNormal) CHECK(all.lost > 0);
            if (broken == Broken::NoDedup) CHECK(all.doubled > 0);
            if (broken == Broken::NoHash) CHECK(all.forks > 0);
        }
}

TEST_CASE("sim: the same seed gives the same weeks, another one others") {
    const Plan plan{.offices = 4, .weeks = 2, .seed = 5};
    const auto one = simulate(plan), again = simulate(plan), other = simulate({.offices = 4, .weeks = 2, .seed = 6});
    CHECK(one.line() == again.line());
    CHECK(one.kinds == again.kinds);
    CHECK(one.line() != other.line());
}
