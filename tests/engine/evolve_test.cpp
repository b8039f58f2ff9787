// What facts do to the state, and what they must not do.

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <chrono>

#include "tests/engine/world.h"

using namespace loket;
using namespace loket::engine;
using namespace loket::engine::test;

namespace {

/// Three people on their way, one card in the printer, one ticket waiting.
struct BusyOffice : World {
    BusyOffice() {
        for (const int person : {1, 2, 3}) walk_to(open_case(person), 2 + 2 * person);
        take_ticket(4);
    }
};

template <std::size_t Index = 0>
void add_default_events(std::vector<Event>& events) {
    if constexpr (Index < std::variant_size_v<AnyEvent>) {
        events.emplace_back(std::variant_alternative_t<Index, AnyEvent>{});
        add_default_events<Index + 1>(events);
    }
}

std::vector<Event> one_of_each() {
    std::vector<Event> events;
    add_default_events(events);
    return events;
}

}  // namespace

TEST_CASE("facts about an unknown case change nothing at all, not even the stock") {
    const BusyOffice world;
    const auto before = describe(world.office);
    for (const auto& event : one_of_each()) {
        INFO(name_of(event));
        CHECK(describe(evolve(world.office, {"perkara:2020-01-01/A-404", event, kFront, {}})) == before);
    }
    for (const Event& event : std::vector<Event>{BlankoReserved{"KEP000009", "job"}, BlankoReleased{"KEP000001"}, BlankoSpoiled{"KEP000009", "x"}})
        CHECK(describe(evolve(world.office, {"perkara:2020-01-01/A-404", event, kPrinter, {}})) == before);
}

TEST_CASE("facts in a stream they do not belong to change nothing") {
    const BusyOffice world;
    const auto before = describe(world.office);
    const auto& known = world.office.cases.begin()->second;
    for (const std::string stream : {"", "perkara", "perkaraX", "nowhere", "antrean", "ikmX"})
        for (const auto& event : one_of_each()) CHECK(describe(evolve(world.office, {stream, event, kFront, {}})) == before);
    CHECK(describe(evolve(world.office, {"stok", BlankoReserved{"KEP000009", "job"}, kPrinter, {}})) != before);  // the stock's own stream
    CHECK(describe(evolve(world.office, {case_stream("other"), CaseOpened{.case_id = known->id, .service = "S02", .profile = {}, .nik = nik(9),
                                         .ticket = {}, .answers = {}, .record_state = {}}, kFront, {}})) == before);
}

TEST_CASE("a case that is open is not opened again") {
    const BusyOffice world;
    const auto& known = world.office.cases.begin()->second;
    const CaseOpened again{known->id, "S02", "SOP2019", nik(9), "A-009", {}, ""};
    CHECK(describe(evolve(world.office, {case_stream(known->id), again, kFront, {}})) == describe(world.office));
}

TEST_CASE("facts about unknown tickets, or of another day's queue, change nothing") {
    const BusyOffice world;
    const auto before = describe(world.office);
    for (const std::string& stream : {world.office.queue.stream, std::string("antrean:2020-01-01")}) {
        CHECK(describe(evolve(world.office, {stream, TicketCalled{"A-404", "1", 1}, kFront, {}})) == before);
        CHECK(describe(evolve(world.office, {stream, TicketClosed{"A-404", "served"}, kFront, {}})) == before);
    }
    CHECK(describe(evolve(world.office, {"antrean:2020-01-01", TicketCalled{"A-004", "1", 1}, kFront, {}})) == before);
    CHECK(describe(evolve(world.office, {"antrean:2020-01-01", TicketClosed{"A-004", "served"}, kFront, {}})) == before);
}

TEST_CASE("a delivery that cannot be is no delivery") {
    for (const auto& [first, count] : {std::pair{1, 2'000'000'000}, {0, 5}, {-5, 5}, {1, 0}, {1, -1}, {2'000'000'000, 5}})
        CHECK(evolve(Office{}, {"stok", BlankoReceived{first, count}, kPrinter, {}}).stock.received == 0);
}

TEST_CASE("resi of any shape are taken as they are") {
    const BusyOffice world;
    const auto id = world.office.cases.begin()->first;
    for (const std::string resi : {"", "X", "BTN-261123-KTP-0001-C"})
        CHECK(evolve(world.office, {case_stream(id), ResiIssued{resi, "not a day"}, kFront, {}}).find_resi(resi)->id == id);
}

TEST_CASE("time that runs backwards does not make waiting negative") {
    World world;
    const auto id = world.open_case(1);
    world.walk_to(id, 3);
    world.must(DeclareIncomplete{id, "x"}, kFront);
    auto office = evolve(world.office, {case_stream(id), FileResubmitted{"A-009"}, kFront, world.clock.now() - std::chrono::hours(1)});
    CHECK(office.find_case(id)->waited == Millis{0});
}

TEST_CASE("what a snapshot shows never changes under it, and only the case concerned is copied") {
    BusyOffice world;
    const auto snapshot = world.office;
    const auto before = describe(snapshot);
    const auto touched = world.office.case_by_nik.at(nik(1)), other = world.office.case_by_nik.at(nik(2));
    world.do_step(touched);
    CHECK(describe(snapshot) == before);
    CHECK(world.office.find_case(touched) != snapshot.find_case(touched));
    CHECK(world.office.find_case(other) == snapshot.find_case(other));
}

TEST_CASE("evolving a moved office copies none of its tables") {
    BusyOffice world;
    auto office = std::move(world.office);
    const auto* ticket = &office.queue.tickets.begin()->second;
    const auto* shared_case = &office.cases.begin()->second;
    const auto* blank = &*office.stock.free.rbegin();
    const auto* resi = &office.case_by_resi.begin()->second;
    const Fact fact{case_stream(office.cases.rbegin()->first), StepBegun{5}, kKasi, world.clock.now()};
    office = evolve(std::move(office), fact);
    CHECK(&office.queue.tickets.begin()->second == ticket);
    CHECK(&office.cases.begin()->second == shared_case);
    CHECK(&*office.stock.free.rbegin() == blank);
    CHECK(&office.case_by_resi.begin()->second == resi);
}

TEST_CASE("speed of evolve, decode and replay", "[.speed]") {
    World world(2000);
    for (int day = 0; day < 20; ++day, world.wait(std::chrono::hours(24 - 6)))
        for (int person = 1; person <= 40; ++person) {
            const auto id = world.open_case(person);
            world.walk_to(id, 11);
        }
    std::vector<std::pair<std::string, std::string>> stored;
    for (const auto& fact : world.facts) stored.emplace_back(name_of(fact.event), encode(fact.event));
    const auto measure = [&](const char* what, auto work) {
        const auto begun = std::chrono::steady_clock::now();
        work();
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
        fmt::print("{}: {} facts in {:.3f} s, {:.0f} a second\n", what, stored.size(), took.count(), static_cast<double>(stored.size()) / took.count());
    };
    measure("evolve", [&] { CHECK(replay(world.facts).handed_over == 800); });
    measure("decode", [&] {
        for (const auto& [name, body] : stored) CHECK_FALSE(!decode_event(name, body).ok());
    });
    measure("copy of the office", [&] {
        for (std::size_t i = 0; i < stored.size(); ++i) {
            auto copy = world.office;
            (void)copy;
        }
    });
}
