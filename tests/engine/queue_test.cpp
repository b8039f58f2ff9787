// Tickets, calls and the two lanes.

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "devices/base/random.h"
#include "tests/engine/world.h"
#include "workflow/engine/resi.h"

using namespace loket;
using namespace loket::engine;
using namespace loket::engine::test;

namespace {

std::string call(World& world, const Actor& officer, const std::string& number = "") {
    const auto facts = world.must(CallTicket{"1", number}, officer);
    return std::get<TicketCalled>(facts.front().event).number;
}

/// A queue of applicants only, as text: 'R' regular, 'P' priority, numbered by place.
Queue queue_of(const std::string& lanes, int regular_since) {
    Queue queue;
    queue.stream = "antrean:x";
    queue.lanes[Role::FrontOffice].regular_since_priority = regular_since;
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        const auto number = fmt::format("{}-{:03}", lanes[i], i);
        queue.tickets[number].number = number;
        queue.tickets[number].priority = lanes[i] == 'P';
        queue.waiting.push_back(number);
    }
    return queue;
}

/// Walks a case to the activation step and takes a ticket to collect.
std::string collector(World& world, int person) {
    const auto id = world.open_case(person);
    world.walk_to(id, 8);
    const auto taken = world.must(TakeTicket{"", Errand::Collect, false, "", {}, world.at(id).resi}, kKiosk);
    return std::get<TicketIssued>(taken.front().event).number;
}

}  // namespace

TEST_CASE("numbers count per letter, the priority lane has its own, and both start again the next day") {
    World world;
    CHECK(world.take_ticket(1) == "A-001");
    CHECK(world.take_ticket(2) == "A-002");
    CHECK(world.take_ticket(3, true) == "P-001");
    CHECK(world.take_ticket(4) == "A-003");
    world.wait(std::chrono::hours(24));
    CHECK(world.take_ticket(5, true) == "P-001");
    CHECK(world.take_ticket(1) == "A-001");  // yesterday's ticket of the same person is history
    CHECK(world.office.queue.tickets.size() == 2);
}

TEST_CASE("yesterday's tickets cannot be called, missed or received today") {
    World world;
    const auto called = world.take_ticket(1);
    world.take_ticket(2);
    call(world, kFront);
    world.wait(std::chrono::hours(24));
    CHECK(world.refusal(CallTicket{"1", ""}, kFront) == "queue.empty");
    CHECK(world.refusal(CallTicket{"1", called}, kFront) == "ticket.unknown");
    CHECK(world.refusal(MissTicket{called}, kFront) == "ticket.unknown");
    CHECK(world.refusal(ReceiveFile{called}, kFront) == "ticket.unknown");
}

TEST_CASE("a clock that was set back gives no number twice") {
    World world;
    world.take_ticket(1);
    world.clock.set(world.clock.now() - std::chrono::hours(24));
    const auto refused = world.attempt(TakeTicket{"S02", Errand::Apply, false, nik(2), {{"alasan", "HILANG"}}, ""}, kKiosk);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == "clock.set_back");
    CHECK(refused.error().fault == Fault::NeedsOperator);
}

TEST_CASE("a person holds one ticket at a time") {
    World world;
    const auto number = world.take_ticket(1);
    const TakeTicket again{"S02", Errand::Apply, true, nik(1), {{"alasan", "RUSAK"}}, ""};
    CHECK(world.refusal(again, kKiosk) == "ticket.already_waiting");
    call(world, kFront);
    CHECK(world.refusal(again, kKiosk) == "ticket.already_waiting");
    call(world, kFront, number);
    call(world, kFront, number);
    world.must(MissTicket{number}, kFront);
    CHECK(world.take_ticket(1) == "A-002");  // who missed their turn queues again
}

TEST_CASE("a person is called three times before the ticket is given up") {
    World world;
    const auto number = world.take_ticket(1);
    CHECK(world.refusal(MissTicket{number}, kFront) == "ticket.unknown");
    CHECK(call(world, kFront) == number);
    CHECK(world.refusal(MissTicket{number}, kFront) == "ticket.call_again");
    call(world, kFront, number);
    CHECK(world.refusal(MissTicket{number}, kFront) == "ticket.call_again");
    CHECK(std::get<TicketCalled>(world.must(CallTicket{"1", number}, kFront).front().event).times == kCallsBeforeMiss);
    world.must(MissTicket{number}, kFront);
    CHECK(world.office.queue.find(number)->status == TicketStatus::NoShow);
    CHECK(world.refusal(CallTicket{"1", number}, kFront) == "ticket.closed");
    CHECK(world.refusal(ReceiveFile{number}, kFront) == "ticket.unknown");
    CHECK(world.refusal(CallTicket{"1", ""}, kFront) == "queue.empty");
}

TEST_CASE("nobody is let past the queue by number") {
    World world;
    world.take_ticket(1);
    const auto second = world.take_ticket(2);
    CHECK(world.refusal(CallTicket{"1", second}, kFront) == "queue.order");
    CHECK(world.refusal(ReceiveFile{second}, kFront) == "ticket.unknown");
    CHECK(world.refusal(CallTicket{"1", "A-999"}, kFront) == "ticket.unknown");
}

TEST_CASE("only the counters call") {
    World world;
    const auto number = world.take_ticket(1);
    for (const auto& other : {kKiosk, kKasi, kKabid, kPrinter, kCentre}) {
        CHECK(world.refusal(CallTicket{"1", ""}, other) == "trust.role");
        CHECK(world.refusal(CallTicket{"1", number}, other) == "trust.role");
        CHECK(world.refusal(MissTicket{number}, other) == "trust.role");
        CHECK(world.refusal(ReceiveFile{number}, other) == "trust.role");
    }
}

TEST_CASE("those who apply and those who collect wait in two queues") {
    World world;
    const auto collects = collector(world, 1);
    const auto applies = world.take_ticket(2);
    CHECK(world.office.queue.ahead_of(collects) == 0);
    CHECK(world.office.queue.ahead_of(applies) == 0);
    CHECK(world.office.queue.next(Role::Petugas)->number == collects);
    CHECK(world.office.queue.next(Role::FrontOffice)->number == applies);
    CHECK(call(world, kPetugas) == collects);
    CHECK(world.refusal(CallTicket{"2", ""}, kPetugas) == "queue.empty");
    CHECK(call(world, kFront) == applies);
    CHECK(world.refusal(CallTicket{"1", collects}, kFront) == "ticket.other_desk");
    CHECK(world.refusal(MissTicket{collects}, kFront) == "ticket.other_desk");
    CHECK(world.refusal(CallTicket{"2", applies}, kPetugas) == "ticket.other_desk");
    CHECK(world.refusal(ReceiveFile{collects}, kFront) == "ticket.unknown");
}

TEST_CASE("priority tickets of one errand do not count for the other") {
    World world;
    const auto collects = collector(world, 1);
    world.take_ticket(2, true);
    world.take_ticket(3);
    CHECK(call(world, kFront) == "P-001");
    CHECK(call(world, kPetugas) == collects);
    CHECK(world.office.queue.lanes_of(Role::FrontOffice).regular_since_priority == 0);
    CHECK(call(world, kFront) == "A-003");
    CHECK(world.office.queue.lanes_of(Role::FrontOffice).regular_since_priority == 1);
}

TEST_CASE("the ticket of a collector is served when their case is taken up") {
    World world;
    const auto number = collector(world, 1);
    const auto id = world.office.case_by_nik.at(nik(1));
    const TakeTicket again{"", Errand::Collect, false, "", {}, world.at(id).resi};
    CHECK(world.refusal(again, kKiosk) == "ticket.already_waiting");
    call(world, kPetugas);
    const auto other = collector(world, 2);
    call(world, kPetugas);
    world.begin(id);
    CHECK(world.office.queue.find(number)->status == TicketStatus::Served);
    CHECK(world.office.queue.find(other)->status == TicketStatus::Called);
    CHECK(world.refusal(again, kKiosk) == "accepted");  // the same afternoon, after a failed activation
}

TEST_CASE("collecting needs the resi of a product that is ready") {
    World world;
    const auto id = world.open_case(1);
    const auto collect = [&](const std::string& resi) { return world.refusal(TakeTicket{"", Errand::Collect, false, "", {}, resi}, kKiosk); };
    CHECK(collect("") == "resi.unreadable");
    CHECK(collect(make_resi(wib_date(world.clock.now()), "KTP", 1)) == "resi.unknown");
    world.walk_to(id, 7);
    CHECK(collect(world.at(id).resi) == "case.not_ready");
    auto slip = world.at(id).resi;
    std::swap(slip[17], slip[18]);
    CHECK(collect(slip) == "resi.check");
    world.walk_to(id, 8);
    const auto resi = world.at(id).resi;
    world.walk_to(id, 9);
    CHECK(collect(resi) == "accepted");
    world.walk_to(id, 11);
    CHECK(collect(resi) == "resi.unknown");
}

TEST_CASE("a service that is gone leaves its tickets and cases refusable, not crashing") {
    World world;
    const auto number = world.take_ticket(1);
    call(world, kFront);
    const auto resi = [&] {
        const auto id = world.open_case(2);
        world.walk_to(id, 8);
        return world.at(id).resi;
    }();
    const auto id = world.office.case_by_nik.at(nik(2));
    const Services none;
    world.services = &none;
    CHECK(world.refusal(ReceiveFile{number}, kFront) == "service.unknown");
    CHECK(world.refusal(TakeTicket{"", Errand::Collect, false, "", {}, resi}, kKiosk) == "service.unknown");
    CHECK(world.refusal(TakeTicket{"S02", Errand::Apply, false, nik(3), {{"alasan", "RUSAK"}}, ""}, kKiosk) == "service.unknown");
    CHECK(world.refusal(BeginStep{id}, kPetugas) == "service.unknown");
    auto shorter = ktp();
    shorter.steps.resize(5);
    const Services shrunk({shorter});
    world.services = &shrunk;
    CHECK(world.refusal(BeginStep{id}, kPetugas) == "step.unknown");
    CHECK(may_work_on(world.at(id), world.context(BeginStep{id}, kPetugas)).error().code == "step.unknown");
}

TEST_CASE("two regular, one priority, and nobody waits for an empty lane") {
    auto queue = queue_of("RRRRPPP", 2);
    std::string order;
    for (const auto& number : queue.waiting) order += fmt::format("{}@{} ", number, queue.ahead_of(number));
    CHECK(order == "R-000@1 R-001@2 R-002@4 R-003@5 P-004@0 P-005@3 P-006@6 ");
    CHECK(queue.ahead_of("R-999") == 0);
    CHECK(queue_of("", 2).next(Role::FrontOffice) == nullptr);
    CHECK(queue_of("PP", 0).next(Role::FrontOffice)->number == "P-000");
}

TEST_CASE("the number of people ahead is true when nobody joins") {
    for (const std::string lanes : {"R", "P", "RP", "PR", "RRRP", "PPPR", "RPRPRPRRRR", "PPRRRRRPP"})
        for (const int regular_since : {0, 1, 2, 5}) {
            Office office;
            office.queue = queue_of(lanes, regular_since);
            std::map<std::string, int> told;
            for (const auto& number : office.queue.waiting) told[number] = office.queue.ahead_of(number);
            for (int called = 0; !office.queue.waiting.empty(); ++called) {
                const auto number = office.queue.next(Role::FrontOffice)->number;
                CHECK(told.at(number) == called);
                office = evolve(std::move(office), {"antrean:x", TicketCalled{number, "1", 1}, kFront, {}});
            }
        }
}

TEST_CASE("nobody waits longer than the stated bound, whoever joins later") {
    // A regular ticket with r regular ones before it is called after at most r + r/2 + 1 others, a priority ticket with p
    // before it after at most 3p + 2; both bounds are met exactly somewhere.
    SeededRandom random(20261123);
    bool regular_bound_met = false, priority_bound_met = false;
    for (int round = 0; round < 200; ++round) {
        Office office;
        const Instant now{};
        std::map<std::string, int> bound, others;
        int issued = 0;
        const double eagerness = random.unit(), priority_share = random.unit();
        while (issued < 60 || !office.queue.waiting.empty()) {
            if (issued < 60 && random.chance(0.3 + eagerness / 2)) {
                const bool priority = random.chance(priority_share);
                const auto number = fmt::format("{}-{:03}", priority ? "P" : "A", ++issued);
                const auto before = static_cast<int>(std::ranges::count_if(
                    office.queue.waiting, [&](const auto& waiting) { return office.queue.tickets.at(waiting).priority == priority; }));
                bound[number] = priority ? 3 * before + 2 : before + before / 2 + 1;
                TicketIssued ticket;
                ticket.number = number;
                ticket.priority = priority;
                office = evolve(std::move(office), {"antrean:x", ticket, kKiosk, now});
                continue;
            }
            const auto* next = office.queue.next(Role::FrontOffice);
            if (next == nullptr) continue;
            const auto called = next->number;
            CHECK(office.queue.ahead_of(called) == 0);
            REQUIRE(others[called] <= bound[called]);
            (next->priority ? priority_bound_met : regular_bound_met) |= others[called] == bound[called];
            office = evolve(std::move(office), {"antrean:x", TicketCalled{called, "1", 1}, kFront, now});
            for (const auto& waiting : office.queue.waiting) ++others[waiting];
        }
    }
    CHECK(regular_bound_met);
    CHECK(priority_bound_met);
}
