// The promise and its clock: whom the office waited for, and which cases float up.

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/engine/world.h"
#include "workflow/engine/standing.h"

using namespace loket;
using namespace loket::engine;
using namespace loket::engine::test;
using std::chrono::hours;

namespace {

/// The calendar shipped for 2026.
const population::WorkCalendar& calendar() {
    static const auto kLoaded = population::WorkCalendar::load(LOKET_SOURCE_DIR "/assets/calendar");
    REQUIRE(kLoaded.ok());
    return *kLoaded;
}

Date november(unsigned day) { return {std::chrono::year(2026), std::chrono::month(11), std::chrono::day(day)}; }

Standing of(const World& world, const std::string& id) {
    const auto found = standing(world.at(id), world.clock.now(), calendar());
    REQUIRE(found);
    return *found;
}

/// A case with a resi, which stands at the step of the Kasi. Monday morning.
std::string registered(World& world, int person) {
    const auto id = world.open_case(person);
    world.walk_to(id, 5);
    return id;
}

}  // namespace

TEST_CASE("the promise counts working days down and past it") {
    World world;
    CHECK_FALSE(standing(world.at(world.open_case(2)), world.clock.now(), calendar()));
    const auto id = registered(world, 1);
    CHECK(of(world, id).promised == november(26));
    CHECK(of(world, id).due == november(26));
    CHECK(of(world, id).days_left == 3);
    CHECK_FALSE(of(world, id).soon_late(1));
    world.wait(hours(48));  // Wednesday
    CHECK(of(world, id).days_left == 1);
    CHECK(of(world, id).soon_late(1));
    world.wait(hours(24));
    CHECK(of(world, id).soon_late(0));
    CHECK_FALSE(of(world, id).is_late());
    world.wait(hours(24));  // Friday
    CHECK(of(world, id).late_by() == 1);
    CHECK_FALSE(of(world, id).soon_late(1));
    world.wait(hours(72));  // Monday: the weekend does not count
    CHECK(of(world, id).late_by() == 2);
}

TEST_CASE("the clock stands still for the applicant, after the resi, by working days") {
    World world;
    const auto id = registered(world, 1);
    world.begin(id);
    world.must(ReturnCase{id, "salah"}, kKasi);
    world.begin(id);
    world.must(DeclareIncomplete{id, "foto"}, kFront);
    CHECK(of(world, id).stopped);
    world.wait(hours(24 * 7));
    const auto stopped = of(world, id);
    CHECK(stopped.days_for_applicant == 5);
    CHECK(stopped.days_for_centre == 0);
    CHECK(stopped.days_left == 3);
    CHECK(stopped.promised == november(26));
    CHECK_FALSE(stopped.soon_late(3));
    world.bring_what_was_missing(id);
    CHECK_FALSE(of(world, id).stopped);
    CHECK(of(world, id).days_for_applicant == 5);
    CHECK(world.at(id).waited >= hours(24 * 7));
    CHECK(world.at(id).centre_waited == Millis{0});
}

TEST_CASE("the clock stands still for the centre, shown apart, and a day is never stopped twice") {
    World world;
    world.people[nik(1)].record_state = "SENT_FOR_ENROLLMENT";
    const auto id = registered(world, 1);
    world.wait(hours(24));
    CHECK(of(world, id).days_for_centre == 1);
    world.begin(id);
    world.must(ReturnCase{id, "salah"}, kKasi);
    world.begin(id);
    world.must(DeclareIncomplete{id, "foto"}, kFront);  // Tuesday: now both are waited for
    world.wait(hours(24));
    CHECK(of(world, id).days_for_applicant == 1);
    CHECK(of(world, id).days_for_centre == 1);
    world.bring_what_was_missing(id);  // Wednesday: the centre still has the recording
    world.wait(hours(24));
    CHECK(of(world, id).days_for_applicant == 1);
    CHECK(of(world, id).days_for_centre == 2);
    world.must(ReportRecordState{id, "RECEIVED_AT_CENTRAL"}, kCentre);
    CHECK(of(world, id).stopped);
    world.must(ReportRecordState{id, "PRINT_READY_RECORD"}, kCentre);
    CHECK_FALSE(of(world, id).stopped);
    world.wait(hours(24));
    CHECK(of(world, id).days_for_centre == 2);
    CHECK(world.at(id).centre_waited >= hours(48));
    CHECK(of(world, id).due == Date(std::chrono::sys_days(november(26)) + std::chrono::days(5)));  // three working days over a weekend
}

TEST_CASE("waiting before there is a resi does not move the promise") {
    World world;
    const auto id = world.open_case(1);
    world.walk_to(id, 3);
    world.begin(id);
    world.must(DeclareIncomplete{id, "foto"}, kFront);
    world.wait(hours(48));
    world.bring_what_was_missing(id);
    world.walk_to(id, 5);
    CHECK(of(world, id).days_for_applicant == 0);
    CHECK(of(world, id).due == of(world, id).promised);
}

TEST_CASE("a year without a calendar file is said") {
    World world;
    const auto id = registered(world, 1);
    CHECK_FALSE(of(world, id).calendar_missing);
    world.wait(hours(24 * 60));
    CHECK(of(world, id).calendar_missing);
    CHECK(of(world, id).is_late());
}

TEST_CASE("late and soon-late cases float up, those that wait for somebody else go down") {
    World world;
    const auto late = registered(world, 1);
    world.wait(hours(48));
    const auto soon = registered(world, 2);
    world.wait(hours(48));
    const auto stopped = registered(world, 3);
    world.begin(stopped);
    world.must(ReturnCase{stopped, "salah"}, kKasi);
    world.begin(stopped);
    world.must(DeclareIncomplete{stopped, "foto"}, kFront);
    const auto fresh = registered(world, 4);
    const auto unregistered = world.open_case(5);
    std::vector<std::shared_ptr<const Case>> cases;
    for (const auto& [id, c] : world.office.cases) cases.push_back(c);
    float_up(cases, world.clock.now(), calendar());
    std::vector<std::string> order;
    for (const auto& c : cases) order.push_back(c->id);
    CHECK(order == std::vector<std::string>{late, soon, fresh, stopped, unregistered});
}

TEST_CASE("a promise that reaches into a year without a calendar file is marked on the case") {
    World world;
    const auto id = world.open_case(1);
    world.walk_to(id, 3);
    world.begin(id);
    for (const auto* requirement : ktp().applicable("SOP2019", world.at(id).answers))
        if (requirement->gate.empty()) world.must(MarkRequirement{id, requirement->no, Mark::Present, "", "scan of it"}, kFront);
    CHECK(world.at(id).marks.begin()->second.scan == "scan of it");
    world.must(MarkRequirement{id, world.at(id).marks.begin()->first, Mark::Present, "lagi"}, kFront);
    CHECK(world.at(id).marks.begin()->second.scan == "scan of it");
    auto context = world.context(CompleteStep{id}, kFront);
    context.has_calendar = [](int year) { return year != 2026; };
    const auto decided = decide(world.office, CompleteStep{id}, context);
    REQUIRE(decided.ok());
    CHECK(std::get<ResiIssued>(decided->front().event).calendar_missing == 2026);
    const auto office = evolve(world.office, {decided->front().stream, decided->front().event, kFront, world.clock.now()});
    CHECK(office.find_case(id)->calendar_missing == 2026);
}
