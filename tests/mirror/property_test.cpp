// Long random histories over small synthetic registers: whatever is asked in whatever order, what must be true of a population
// is true after every change, and the log leads to the same register again.

#include "tests/mirror/random_register.h"
#include "tests/whole.h"
#include "workflow/mirror/effects.h"

using namespace loket;
using namespace loket::mirror;
using namespace loket::mirror::test;

TEST_CASE("the register stays sound through random histories") {
    const auto seeds = static_cast<std::uint64_t>(loket::test::whole_or(240, 120));
    constexpr int kSteps = 130;
    std::map<std::string_view, int> accepted, refused;
    std::set<std::string> events;
    int blocked = 0, dropped = 0, waited = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        INFO("seed " << seed);
        RandomRegister office(seed);
        for (int i = 0; i < kSteps; ++i) office.step();
        office.require_replay();
        for (const auto& [name, count] : office.accepted) accepted[name] += count;
        for (const auto& [name, count] : office.refused) refused[name] += count;
        events.insert(office.events.begin(), office.events.end());
        blocked += office.blocked;
        dropped += office.dropped;
        waited += office.waited;
    }
    // A run in which little happens proves little.
    CHECK(accepted.size() == std::variant_size_v<Effect>);
    for (const auto& [name, count] : accepted) {
        INFO(name);
        CHECK(count > loket::test::whole_or(60, 30));
    }
    CHECK(refused.size() > 20);
    constexpr std::size_t kOfTheOwner = 4;  // NumberHeld, ApplicantNamed, RegisterOpened, MovementsCounted: no effect makes them
    CHECK(events.size() == std::variant_size_v<MirrorEvent> - kOfTheOwner);
    CHECK(blocked > loket::test::whole_or(20, 10));
    CHECK(dropped > loket::test::whole_or(20, 10));
    CHECK(waited > loket::test::whole_or(500, 250));
}
