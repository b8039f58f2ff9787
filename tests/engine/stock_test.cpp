// Counting, supplies, and the day that is written up.

#include <catch2/catch.hpp>

#include "tests/engine/world.h"
#include "workflow/engine/standing.h"

using namespace loket;
using namespace loket::engine;
using namespace loket::engine::test;

TEST_CASE("a count is compared with what the books expect: free, and reserved but not fed") {
    World world(10);
    const auto id = world.open_case(1);
    world.walk_to(id, 7);
    world.begin(id);
    world.must(ReserveBlanko{id}, kPrinter);
    const auto count = [&] { return std::get<StockCounted>(world.must(CountStock{"KEP", 9}, kPrinter).front().event); };
    CHECK(count().expected == 10);
    world.must(ReportPrinted{id, "CHIP"}, kPrinter);
    CHECK(count().expected == 9);
    CHECK(world.office.stock.last_day.counted == 9);
    CHECK(world.refusal(CountStock{"KEP", -1}, kPrinter) == "stock.counted");
    CHECK(world.refusal(CountStock{"XYZ", 1}, kPrinter) == "stock.kind");
    CHECK(world.refusal(CountStock{"KEP", 1}, kKasi) == "trust.role");
}

TEST_CASE("supplies come and go, never below nothing") {
    World world;
    CHECK(world.refusal(UseSupply{"RIBBON", 1}, kPrinter) == "supply.short");
    world.must(ReceiveSupply{"RIBBON", 3}, kPrinter);
    world.must(UseSupply{"RIBBON", 2, "habis"}, kPrinter);
    CHECK(world.office.house.supplies.at("RIBBON") == 1);
    CHECK(world.refusal(UseSupply{"RIBBON", 2}, kPrinter) == "supply.short");
    world.must(UseSupply{"RIBBON", 1, kSupplySpoiled}, kPrinter);
    const auto counted = std::get<StockCounted>(world.must(CountStock{"RIBBON", 1}, kPrinter).front().event);
    CHECK(counted.expected == 0);
    const auto day = supply_day(world.office.house, "RIBBON", wib_date(world.clock.now()));
    CHECK(std::tuple(day.received, day.printed, day.spoiled, day.counted, day.expected) == std::tuple(3, 2, 1, 1, 0));
    CHECK(world.office.house.supplies.at("RIBBON") == 0);  // a count changes no book
    CHECK_FALSE(world.office.stock.last_day.is_counted);   // and nothing of the blanks
    CHECK(world.refusal(ReceiveSupply{"TINTA", 1}, kPrinter) == "supply.kind");
    CHECK(world.refusal(ReceiveSupply{"FILM", 0}, kPrinter) == "supply.count");
}

TEST_CASE("what runs low is flagged, by kind") {
    World world(10);
    OfficeRules rules;
    rules.minimum_stock = {{"KEP", 10}, {"KIA", 11}, {"RIBBON", 1}};
    CHECK(below_minimum(world.office, rules) == std::vector<std::string>{"KIA", "RIBBON"});
    world.must(ReceiveSupply{"RIBBON", 1}, kPrinter);
    CHECK(below_minimum(world.office, rules) == std::vector<std::string>{"KIA"});
}

TEST_CASE("a day is written up once, after the blanks are counted, and no ticket is given any more") {
    World world(10);
    OfficeRules rules;
    world.rules = &rules;
    const auto id = world.open_case(1);
    world.walk_to(id, 8);
    world.take_ticket(2);
    CHECK(world.refusal(CloseDay{}, kPrinter) == "day.not_counted");
    world.must(CountStock{"KEP", 8}, kPrinter);
    world.must(CountStock{"KIA", 10}, kPrinter);
    for (const auto* kind : {"CLEANING", "FILM", "RIBBON"}) {
        world.must(ReceiveSupply{kind, 5}, kPrinter);
        world.must(UseSupply{kind, 2, ""}, kPrinter);
        CHECK(world.refusal(CloseDay{}, kPrinter) == "day.not_counted");
        world.must(CountStock{kind, 3}, kPrinter);
    }
    CHECK(world.refusal(CloseDay{}, kKiosk) == "trust.role");
    const auto facts = world.must(CloseDay{}, kPrinter);
    REQUIRE(facts.size() == 6);
    for (std::size_t i = 2; i < 5; ++i) {
        const auto& supply = std::get<StockClosed>(facts[i].event);
        CHECK(std::tuple(supply.received, supply.used, supply.spoiled, supply.free, supply.counted, supply.expected) == std::tuple(5, 2, 0, 3, 3, 3));
    }
    const auto& kep = std::get<StockClosed>(facts[0].event);
    CHECK(kep.prefix == "KEP");
    CHECK(kep.received == 10);
    CHECK(kep.used == 1);
    CHECK(kep.free == 9);
    CHECK(kep.counted - kep.expected == -1);
    const auto& day = std::get<DayClosed>(facts[5].event);
    CHECK(day.served == 1);
    CHECK(day.left == 1);
    CHECK(day.open == 1);
    CHECK(world.refusal(CloseDay{}, kPrinter) == "day.closed");
    const TakeTicket late{"S02", Errand::Apply, false, nik(3), {{"alasan", "RUSAK"}}, ""};
    CHECK(world.refusal(late, kKiosk) == "queue.closed");
    world.wait(std::chrono::hours(24));
    CHECK(world.refusal(CloseDay{}, kPrinter) == "day.not_counted");  // yesterday's count does not do
    world.must(late, kKiosk);
    CHECK(world.office.stock.on(wib_date(world.clock.now())).printed == 0);
    CHECK(describe(replay(world.facts)) == describe(world.office));
}
