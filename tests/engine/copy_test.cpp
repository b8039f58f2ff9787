// An office that goes on from a copy gives no number again that was given after the copy was made.

#include <catch2/catch.hpp>
#include <set>

#include "tests/engine/world.h"
#include "workflow/engine/serials.h"

using namespace loket;
using namespace loket::engine;
using namespace loket::engine::test;

namespace {

const EpochBegun kBegun{3'600'000, "2026-11-23T01:00:00Z", 400, 700};

void restore(World& world, const EpochBegun& begun = kBegun) {
    world.facts.push_back({kCopyStream, begun, {"loket", Role::Sistem}, world.clock.now()});
    world.office = evolve(std::move(world.office), world.facts.back());
}

void copy_into(World& to, const World& from) {
    to.facts = from.facts;
    to.office = replay(from.facts);
    to.clock.set(from.clock.now());
}

/// Everything that people carry away from a morning: tickets, files, resi, numbers of complaints.
std::set<std::string> morning(World& world, int first) {
    std::set<std::string> out;
    const auto before = world.facts.size();
    for (int person = first; person < first + 4; ++person) world.walk_to(world.open_case(person), 4);
    world.take_ticket(first + 4, true);
    world.must(FileComplaint{"WAKTU", "lama"}, kKiosk);
    for (auto n = before; n < world.facts.size(); ++n) {
        const auto& event = world.facts[n].event;
        if (const auto* issued = std::get_if<TicketIssued>(&event)) out.insert(issued->number);
        if (const auto* opened = std::get_if<CaseOpened>(&event)) out.insert(opened->case_id);
        if (const auto* resi = std::get_if<ResiIssued>(&event)) out.insert(resi->resi);
        if (const auto* filed = std::get_if<ComplaintFiled>(&event)) out.insert(filed->number);
    }
    return out;
}

bool share(const std::set<std::string>& a, const std::set<std::string>& b) {
    return std::ranges::any_of(a, [&](const auto& one) { return b.contains(one); });
}

}  // namespace

TEST_CASE("a copy: whatever the lost line gave after it, the restored one gives other numbers, of known series and of new ones") {
    for (const bool early : {true, false}) {
        World world(40);
        if (!early) (void)morning(world, 1);
        World copy(40);
        copy_into(copy, world);
        const auto lost = morning(world, 10);
        restore(copy);
        const auto given = morning(copy, 10);
        CHECK(given.size() == lost.size());
        CHECK_FALSE(share(given, lost));
        CHECK(given.contains(early ? "A-401" : "A-405"));
        CHECK(given.contains("ADU-2026-" + std::string(early ? "0701" : "0702")));

        World again(40);  // and a second time on the same day
        copy_into(again, copy);
        const auto also_lost = morning(copy, 20);
        restore(again);
        const auto last = morning(again, 20);
        CHECK_FALSE(share(last, lost));
        CHECK_FALSE(share(last, given));
        CHECK_FALSE(share(last, also_lost));
    }
}

TEST_CASE("a copy: the next day's numbers begin as always, the year's go on") {
    World world(40);
    restore(world);
    (void)morning(world, 1);
    world.wait(std::chrono::hours(24));
    const auto given = morning(world, 20);
    CHECK(given.contains("A-001"));
    CHECK(given.contains("ADU-2026-0702"));
}

TEST_CASE("a copy: which series begin above what may have been given") {
    const NumbersBegin begin{"2026-11-30", 400, 700};
    CHECK(serials_begin({}, "REG-2026") == 0);
    CHECK(serials_begin(begin, "REG-2026") == 700);
    CHECK(serials_begin(begin, "SKPWNI/2026") == 700);
    CHECK(serials_begin(begin, "SKPWNI/2027") == 0);
    CHECK(serials_begin(begin, "2026-11-30/L") == 400);
    CHECK(serials_begin(begin, "2026-12-01/L") == 0);
    CHECK(serials_begin(begin, "JT-2026-11-29") == 0);
    CHECK(serials_begin(begin, "JT-2026-12-15") == 400);
    CHECK(resi_begin(begin, "261130-KTP") == 400);
    CHECK(resi_begin(begin, "261201-KTP") == 0);
}
