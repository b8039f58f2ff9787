// Opening hours, quotas, capacity and stock: no ticket for what cannot be finished today; the estimate of the wait.

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "devices/base/random.h"
#include "tests/engine/world.h"
#include "workflow/engine/office_rules.h"
#include "workflow/engine/waiting.h"

using namespace loket;
using namespace loket::engine;
using namespace loket::engine::test;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

/// As World::attempt, in an office with rules.
Result<std::vector<Happening>> attempt(World& world, const OfficeRules& rules, const Command& command, const Actor& actor) {
    auto context = world.context(command, actor);
    context.rules = &rules;
    auto decided = decide(world.office, command, context);
    if (!decided) return decided;
    for (const auto& [stream, event] : *decided) {
        world.facts.push_back({stream, event, actor, world.clock.now()});
        world.office = evolve(std::move(world.office), world.facts.back());
    }
    return decided;
}

TakeTicket ticket_for(int person) { return {"S02", Errand::Apply, false, nik(person), {{"alasan", "RUSAK"}}, ""}; }

AddService added_to(const std::string& ticket, int person) { return {ticket, "S02", nik(person), {{"alasan", "HILANG"}}}; }

/// "accepted", or the code and the day offered: "queue.quota 2026-11-24".
std::string answer(World& world, const OfficeRules& rules, const Command& command, const Actor& actor = kKiosk) {
    const auto decided = attempt(world, rules, command, actor);
    if (decided) return "accepted";
    const auto& context = decided.error().context;
    const auto day = context.find("come back on ");
    return day == std::string::npos ? decided.error().code : fmt::format("{} {}", decided.error().code, context.substr(day + 13));
}

Instant november(unsigned day, int hour, int minute) {
    return wib_instant(Date{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(day)}, hour, minute);
}

}  // namespace

TEST_CASE("the shipped rules are the defaults, and a file that is missing means them") {
    const auto shipped = load_office_rules(LOKET_SOURCE_DIR "/assets/office-rules.json");
    INFO((shipped ? "" : shipped.error().context));
    REQUIRE(shipped.ok());
    const OfficeRules defaults;
    CHECK(shipped->hours == defaults.hours);
    CHECK(shipped->quota == defaults.quota);
    CHECK(shipped->cards_per_day == defaults.cards_per_day);
    CHECK(shipped->last_ticket_minutes == defaults.last_ticket_minutes);
    CHECK(shipped->soon_late_days == defaults.soon_late_days);
    CHECK(load_office_rules("/nowhere/office-rules.json")->hours == defaults.hours);
}

TEST_CASE("broken rules are refused with their place") {
    const auto problem = [](const std::string& json) {
        const auto rules = parse_office_rules(json, "rules.json");
        REQUIRE_FALSE(rules.ok());
        CHECK(rules.error().fault == Fault::Corrupt);
        return rules.error().context;
    };
    CHECK(problem("{") .find("line 1") != std::string::npos);
    CHECK(problem("[]").find("must be an object") != std::string::npos);
    CHECK(problem(R"({"hour": {}})").find("/hour: is not a known key") != std::string::npos);
    CHECK(problem(R"({"hours": {"senin": {"opens": "08:00", "closes": "09:00"}}})").find("/hours/senin") != std::string::npos);
    for (const auto* times : {R"("opens": "16:00", "closes": "07:30")", R"("opens": "7:30", "closes": "16:00")",
                              R"("opens": "07:30", "closes": "24:00")", R"("opens": "07:61", "closes": "16:00")",
                              R"("opens": 730, "closes": "16:00")", R"("opens": "07:30")"})
        CHECK(problem(fmt::format(R"({{"hours": {{"monday": {{{}}}}}}})", times)).find("/hours/monday") != std::string::npos);
    CHECK(problem(R"({"quota": {"S02": -1}})").find("/quota/S02") != std::string::npos);
    CHECK(problem(R"({"quota": {"S02": 1, "S02": 2}})").find("twice") != std::string::npos);
    CHECK(problem(R"({"cards_per_day": 3})").find("/cards_per_day") != std::string::npos);
    CHECK(problem(R"({"last_ticket_minutes": 1.5})").find("/last_ticket_minutes") != std::string::npos);
}

TEST_CASE("tickets are given in the opening hours of working days, and the next opening is offered") {
    World world;
    const OfficeRules rules;
    const auto at = [&](Instant now) {
        world.clock.set(now);
        return answer(world, rules, ticket_for(1));
    };
    CHECK(at(november(23, 7, 29)) == "queue.closed 2026-11-23");
    CHECK(at(november(23, 15, 45)) == "queue.closed 2026-11-24");
    CHECK(at(november(23, 23, 0)) == "queue.closed 2026-11-24");
    CHECK(at(november(27, 15, 15)) == "queue.closed 2026-11-30");  // Friday
    CHECK(at(november(28, 10, 0)) == "queue.closed 2026-11-30");   // Saturday
    CHECK(at(november(27, 15, 14)) == "accepted");
    const WorkingDays tuesday_is_a_holiday = [](Date from, int days) -> Result<Date> {
        auto day = std::chrono::sys_days(from);
        while (days > 0) {
            day += std::chrono::days(1);
            days -= iso_date(Date(day)) == "2026-11-24" ? 0 : 1;
        }
        return Date(day);
    };
    CHECK(*gives_tickets(rules, november(23, 10, 0), tuesday_is_a_holiday));
    CHECK_FALSE(*gives_tickets(rules, november(24, 10, 0), tuesday_is_a_holiday));
    CHECK(*next_opening(rules, november(23, 16, 0), tuesday_is_a_holiday) == november(25, 7, 30));
    CHECK(*next_opening(rules, november(23, 6, 0), tuesday_is_a_holiday) == november(23, 7, 30));
    CHECK(*next_day_open(rules, november(23, 6, 0), tuesday_is_a_holiday) == november(25, 7, 30));
    OfficeRules never;
    never.hours = {};
    CHECK(next_opening(never, november(23, 6, 0), nullptr).error().code == "queue.no_hours");
}

TEST_CASE("who comes back with a file or to collect needs no place in the quota") {
    World world;
    OfficeRules rules;
    const auto id = world.open_case(1);
    world.walk_to(id, 8);
    const auto incomplete = world.open_case(2);
    world.walk_to(incomplete, 3);
    world.begin(incomplete);
    world.must(DeclareIncomplete{incomplete, "foto"}, kFront);
    rules.quota["S02"] = 0;
    CHECK(answer(world, rules, ticket_for(3)) == "queue.quota 2026-11-24");
    CHECK(answer(world, rules, ticket_for(2)) == "accepted");
    CHECK(answer(world, rules, TakeTicket{"", Errand::Collect, false, "", {}, world.at(id).resi}) == "accepted");
}

TEST_CASE("a quota counts tickets and what is added at the counter, and is renewed with the day") {
    World world;
    OfficeRules rules;
    rules.quota["S02"] = 2;
    CHECK(answer(world, rules, ticket_for(1)) == "accepted");
    world.must(CallTicket{"1", ""}, kFront);
    world.must(ReceiveFile{"A-001"}, kFront);
    const auto added = added_to("A-001", 2);
    CHECK(answer(world, rules, added, kFront) == "accepted");
    CHECK(world.office.queue.applications("S02") == 2);
    CHECK(answer(world, rules, ticket_for(3)) == "queue.quota 2026-11-24");
    CHECK(answer(world, rules, added_to("A-001", 3), kFront) == "queue.quota 2026-11-24");
    world.wait(hours(24));
    CHECK(answer(world, rules, ticket_for(3)) == "accepted");
}

TEST_CASE("no ticket where every blank is promised, or the printers are full") {
    World world(2);
    OfficeRules rules;
    const auto first = world.open_case(1);
    CHECK(answer(world, rules, ticket_for(2)) == "accepted");
    CHECK(answer(world, rules, ticket_for(3)) == "stock.empty 2026-11-24");
    world.must(ReceiveBlanko{8}, kPrinter);
    rules.cards_per_day["KEP"] = 3;
    CHECK(answer(world, rules, ticket_for(3)) == "accepted");
    CHECK(answer(world, rules, ticket_for(4)) == "queue.print_capacity 2026-11-24");
    world.walk_to(first, 8);  // printed today: it counts as work done, not as room
    CHECK(world.office.stock.last_day.printed == 1);
    CHECK(answer(world, rules, ticket_for(4)) == "queue.print_capacity 2026-11-24");
    rules.cards_per_day["KEP"] = 4;
    CHECK(answer(world, rules, ticket_for(4)) == "accepted");
}

TEST_CASE("no day goes over its quota, its printers or its stock, whatever is asked") {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        SeededRandom random(seed);
        World world(random.between(3, 30));
        OfficeRules rules;
        rules.quota["S02"] = random.between(1, 12);
        rules.cards_per_day["KEP"] = random.between(1, 12);
        std::map<std::string, int> applications, printed;
        std::set<std::string> numbers;
        int refused = 0;
        for (int i = 0; i < 1500; ++i) {
            world.clock.advance(Millis{random.between(0, 400'000)});
            std::vector<std::string> open;
            for (const auto& [id, c] : world.office.cases) open.push_back(id);
            const auto& tickets = world.office.queue.tickets;
            Move move{kKiosk, ticket_for(random.between(1, 40))};
            if (random.chance(0.1)) move = {kFront, CallTicket{"1", ""}};
            else if (random.chance(0.1) && !tickets.empty()) move = {kFront, ReceiveFile{tickets.rbegin()->first}};
            else if (random.chance(0.1) && !tickets.empty()) move = {kFront, added_to(tickets.begin()->first, random.between(1, 40))};
            else if (!open.empty() && random.chance(0.8)) move = world.next_move(world.at(open[random.below(open.size())]));
            const auto decided = attempt(world, rules, move.command, move.actor);
            refused += !decided && (decided.error().code.starts_with("queue.") || decided.error().code == "stock.empty") ? 1 : 0;
            if (!decided) continue;
            const auto today = iso_date(wib_date(world.clock.now()));
            for (const auto& [stream, event] : *decided) {
                const auto* issued = std::get_if<TicketIssued>(&event);
                if (issued != nullptr) CHECK(numbers.insert(today + issued->number).second);
                applications[today] += issued != nullptr && issued->errand == Errand::Apply && issued->case_id.empty() ? 1 : 0;
                applications[today] += std::holds_alternative<AddService>(move.command) && std::holds_alternative<CaseOpened>(event) ? 1 : 0;
                REQUIRE(applications[today] <= rules.quota["S02"]);
            }
            int owed = 0;
            for (const auto& [id, c] : world.office.cases) owed += c->card.stage == CardStage::None ? 1 : 0;
            REQUIRE(owed <= static_cast<int>(world.office.stock.free.size()));
        }
        CHECK(refused > 0);
    }
}

TEST_CASE("the wait is the SOP's minutes until enough has been measured, then the median over the open counters") {
    World world(40);
    const auto& services = *world.services;
    const int standard = standard_minutes(ktp(), Errand::Apply, Role::FrontOffice);
    CHECK(standard > 0);
    CHECK(standard_minutes(ktp(), Errand::Collect, Role::Petugas) == ktp().first(StepKind::Activate)->minutes);
    for (int person = 1; person <= 12; ++person) world.take_ticket(person);
    const auto wait_of = [&](const std::string& number) { return estimated_wait(world.office.queue, number, world.clock.now(), services); };
    CHECK(wait_of("A-001") == 0);
    CHECK(wait_of("A-003") == 2 * standard);
    CHECK_FALSE(wait_of("A-999"));
    for (const int took : {4, 6, 90, 5, 7, 0}) {  // minutes; ninety is a break at noon
        world.must(CallTicket{"1", ""}, kFront);
        world.wait(minutes(took));
    }
    CHECK(measured_seconds(world.office.queue, Role::FrontOffice) == 6 * 60);
    CHECK_FALSE(wait_of("A-006"));  // called
    CHECK(wait_of("A-009") == 12);  // two people before them, one counter
    world.must(CallTicket{"2", ""}, kFront2);
    CHECK(counters_open(world.office.queue, Role::FrontOffice, world.clock.now()) == 2);
    CHECK(wait_of("A-010") == 6);
    CHECK(wait_of("A-012") == 12);
    world.wait(hours(2));
    CHECK(counters_open(world.office.queue, Role::FrontOffice, world.clock.now()) == 1);
    CHECK_FALSE(measured_seconds(world.office.queue, Role::Petugas));
    world.wait(hours(24));  // what was measured is kept over night
    world.take_ticket(20);
    CHECK(measured_seconds(world.office.queue, Role::FrontOffice) == 6 * 60);
}

TEST_CASE("a counter that waited for people has measured nothing") {
    World world;
    for (int person = 1; person <= 6; ++person) {
        world.take_ticket(person);
        world.must(CallTicket{"1", ""}, kFront);
        world.wait(minutes(20));
    }
    CHECK_FALSE(measured_seconds(world.office.queue, Role::FrontOffice));
    CHECK(world.office.queue.measured.empty());
}
