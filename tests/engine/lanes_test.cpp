// Hold, transfer, the one re-queue, and the bound on everybody's wait whatever others do.

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <set>

#include "devices/base/random.h"
#include "tests/engine/world.h"

using namespace loket;
using namespace loket::engine;
using namespace loket::engine::test;

namespace {

std::string call(World& world, const Actor& officer, const std::string& number = "") {
    return std::get<TicketCalled>(world.must(CallTicket{"1", number}, officer).front().event).number;
}

void miss(World& world, const std::string& number) {
    while (world.office.queue.find(number)->calls < kCallsBeforeMiss) call(world, kFront, number);
    world.must(MissTicket{number}, kFront);
}

/// The case of a letter that lies ready: it is handed over at the front office, without an activation.
std::string ready_letter(World& world) {
    const auto& service = *world.services->find("S02");
    const auto id = world.open_case(9);
    world.walk_to(id, service.first(StepKind::HandOver)->no);
    return id;
}

}  // namespace

TEST_CASE("the desk of a collector's ticket is the one their case lies at") {
    World world;
    const auto card = world.open_case(1);
    world.walk_to(card, 8);
    const auto letter = ready_letter(world);
    const auto for_card = world.must(TakeTicket{"", Errand::Collect, false, "", {}, world.at(card).resi}, kKiosk);
    const auto for_letter = world.must(TakeTicket{"", Errand::Collect, false, "", {}, world.at(letter).resi}, kKiosk);
    CHECK(std::get<TicketIssued>(for_card.front().event).desk == "PET");
    CHECK(std::get<TicketIssued>(for_letter.front().event).desk == "FO");
    const auto number = std::get<TicketIssued>(for_letter.front().event).number;
    CHECK(world.office.queue.next(Role::FrontOffice)->number == number);
    CHECK(call(world, kFront) == number);
    CHECK(world.refusal(ReceiveFile{number}, kFront) == "ticket.unknown");  // nothing to receive: they collect
    world.must(BeginStep{letter}, kFront);
    CHECK(world.office.queue.find(number)->status == TicketStatus::Served);
}

TEST_CASE("old logs say no desk: the errand decides") {
    Office office;
    for (const auto errand : {Errand::Apply, Errand::Collect}) {
        TicketIssued old;
        old.number = errand == Errand::Apply ? "A-001" : "A-002";
        old.errand = errand;
        office = evolve(std::move(office), {"antrean:x", old, kKiosk, {}});
    }
    CHECK(office.queue.find("A-001")->desk == Role::FrontOffice);
    CHECK(office.queue.find("A-002")->desk == Role::Petugas);
}

TEST_CASE("a ticket on hold leaves the counter free and comes back soon, not first") {
    World world;
    for (int person = 1; person <= 5; ++person) world.take_ticket(person);
    CHECK(call(world, kFront) == "A-001");
    CHECK(world.refusal(HoldTicket{"A-001", ""}, kFront) == "return.reason_missing");
    CHECK(world.refusal(HoldTicket{"A-002", "fotokopi"}, kFront) == "ticket.unknown");
    CHECK(world.refusal(HoldTicket{"A-001", "fotokopi"}, kPetugas) == "ticket.other_desk");
    CHECK(world.refusal(ResumeTicket{"A-001"}, kFront) == "ticket.not_held");
    world.must(HoldTicket{"A-001", "fotokopi"}, kFront);
    CHECK(world.office.queue.find("A-001")->reason == "fotokopi");
    CHECK(world.refusal(CallTicket{"1", "A-001"}, kFront) == "ticket.held");
    CHECK(world.refusal(ReceiveFile{"A-001"}, kFront) == "ticket.unknown");
    CHECK(world.refusal(TakeTicket{"S02", Errand::Apply, false, nik(1), {{"alasan", "RUSAK"}}, ""}, kKiosk) == "ticket.already_waiting");
    world.must(ResumeTicket{"A-001"}, kFront);
    CHECK(call(world, kFront) == "A-001");  // nobody had come back before them: they are due
    world.must(HoldTicket{"A-001", "fotokopi"}, kFront);
    world.must(ResumeTicket{"A-001"}, kFront);
    CHECK(call(world, kFront) == "A-002");
    CHECK(call(world, kFront) == "A-003");
    CHECK(call(world, kFront) == "A-001");
    CHECK(call(world, kFront) == "A-004");
    world.must(ReceiveFile{"A-001"}, kFront);
}

TEST_CASE("a ticket is sent on to a desk that calls people, and back") {
    World world;
    world.take_ticket(1);
    call(world, kFront);
    CHECK(world.refusal(TransferTicket{"A-001", Role::Kasi, "salah"}, kFront) == "ticket.no_counter");
    CHECK(world.refusal(TransferTicket{"A-001", Role::FrontOffice, "salah"}, kFront) == "ticket.same_desk");
    CHECK(world.refusal(TransferTicket{"A-001", Role::OperatorRekam, ""}, kFront) == "return.reason_missing");
    world.must(TransferTicket{"A-001", Role::OperatorRekam, "rekam dahulu"}, kFront);
    CHECK(world.refusal(CallTicket{"1", "A-001"}, kFront) == "ticket.other_desk");
    CHECK(call(world, kRecorder) == "A-001");
    CHECK(world.refusal(ReceiveFile{"A-001"}, kFront) == "ticket.other_desk");
    world.must(TransferTicket{"A-001", Role::FrontOffice, "sudah rekam"}, kRecorder);
    CHECK(call(world, kFront) == "A-001");
    world.must(ReceiveFile{"A-001"}, kFront);
    CHECK(world.office.find_case_of(nik(1), "S02") != nullptr);
}

TEST_CASE("who missed their turn waits again once, behind everybody") {
    World world;
    for (int person = 1; person <= 3; ++person) world.take_ticket(person);
    call(world, kFront);
    CHECK(world.refusal(RequeueTicket{"A-001"}, kFront) == "ticket.not_missed");
    miss(world, "A-001");
    CHECK(world.refusal(RequeueTicket{"A-001"}, kPetugas) == "ticket.other_desk");
    CHECK(world.refusal(RequeueTicket{"A-009"}, kKiosk) == "ticket.unknown");
    world.must(RequeueTicket{"A-001"}, kKiosk);
    CHECK(world.office.queue.ahead_of("A-001") == 2);
    CHECK(call(world, kFront) == "A-002");
    CHECK(call(world, kFront) == "A-003");
    CHECK(call(world, kFront) == "A-001");
    CHECK(world.office.queue.find("A-001")->calls == 1);
    miss(world, "A-001");
    CHECK(world.refusal(RequeueTicket{"A-001"}, kFront) == "ticket.requeued_once");
    CHECK(world.take_ticket(1) == "A-004");
}

TEST_CASE("a missed ticket is not taken up again for what has been dealt with since") {
    World world;
    world.take_ticket(1);
    call(world, kFront);
    miss(world, "A-001");
    const auto second = world.take_ticket(1);
    CHECK(world.refusal(RequeueTicket{"A-001"}, kFront) == "ticket.already_waiting");
    call(world, kFront);
    world.must(ReceiveFile{second}, kFront);
    CHECK(world.refusal(RequeueTicket{"A-001"}, kFront) == "case.already_open");
}

namespace {

/// Random calls, holds, transfers and re-queues on the desks of the front office and the activation; follows who is let past whom.
class Hall {
  public:
    explicit Hall(std::uint64_t seed) : random_(seed), priority_share_(random_.unit()), trouble_(random_.unit() * 0.8) {}

    void run(int tickets) {
        while (issued_ < tickets || !office.queue.waiting.empty() || !away_.empty()) {
            if (issued_ < tickets && random_.chance(0.4)) issue();
            else if (!away_.empty() && random_.chance(0.3)) come_back();
            else serve(random_.chance(0.6) ? Role::FrontOffice : Role::Petugas);
        }
    }

    Office office;
    std::set<std::string> served;
    bool fresh_bound_met = false, returning_bound_met = false;

  private:
    static int with_returning(int fresh) { return fresh + fresh / 2 + 1; }
    void happens(Event event) { office = evolve(std::move(office), {"antrean:x", std::move(event), kKiosk, from_millis(++now_)}); }

    /// A new wait of this ticket begins: how many may be called before it?
    void joins(const std::string& number) {
        const auto& ticket = *office.queue.find(number);
        const auto before = static_cast<int>(std::ranges::count_if(office.queue.waiting, [&](const auto& other) {
            const auto& o = *office.queue.find(other);
            return other != number && o.desk == ticket.desk && o.returning == ticket.returning && (ticket.returning || o.priority == ticket.priority);
        }));
        bound_[number] = ticket.returning ? 3 * before + 2 : with_returning(ticket.priority ? 3 * before + 2 : before + before / 2 + 1);
        others_[number] = 0;
    }
    void issue() {
        TicketIssued ticket;
        ticket.priority = random_.chance(priority_share_);
        ticket.number = fmt::format("{}-{:03}", ticket.priority ? "P" : "A", ++issued_);
        ticket.desk = random_.chance(0.5) ? "FO" : "PET";
        happens(ticket);
        joins(ticket.number);
    }
    void serve(Role desk) {
        const auto* next = office.queue.next(desk);
        if (next == nullptr) return;
        const auto number = next->number;
        const bool returning = next->returning;
        REQUIRE(office.queue.ahead_of(number) == 0);
        REQUIRE(others_[number] <= bound_[number]);
        (returning ? returning_bound_met : fresh_bound_met) |= others_[number] == bound_[number];
        happens(TicketCalled{number, "1", 1});
        for (const auto& waiting : office.queue.waiting)
            if (office.queue.find(waiting)->desk == desk) ++others_[waiting];
        if (!random_.chance(trouble_) || troubles_[number]++ >= 4) return finish(number);
        befalls(number, desk);
    }
    void finish(const std::string& number) {
        happens(TicketClosed{number, "served"});
        REQUIRE(served.insert(number).second);
    }
    void befalls(const std::string& number, Role desk) {
        const auto what = random_.below(3);
        if (what == 0) {
            happens(TicketHeld{number, "fotokopi"});
            away_.push_back(number);
        } else if (what == 1) {
            happens(TicketTransferred{number, desk == Role::FrontOffice ? "PET" : "FO", "salah loket"});
            joins(number);
        } else {
            happens(TicketClosed{number, "no_show"});
            const bool final = office.queue.find(number)->requeued;
            if (final) REQUIRE(served.insert(number).second);
            else away_.push_back(number);
        }
    }
    void come_back() {
        const auto at = random_.below(away_.size());
        const auto number = away_[at];
        away_.erase(away_.begin() + static_cast<std::ptrdiff_t>(at));
        if (office.queue.find(number)->status == TicketStatus::Held) happens(TicketResumed{number});
        else happens(TicketRequeued{number});
        joins(number);
    }

    SeededRandom random_;
    double priority_share_, trouble_;
    int issued_ = 0;
    std::int64_t now_ = 0;
    std::vector<std::string> away_;
    std::map<std::string, int> bound_, others_, troubles_;
};

}  // namespace

TEST_CASE("nobody is lost and nobody waits longer than the stated bound, whoever comes back, is sent on or queues again") {
    bool fresh_bound_met = false, returning_bound_met = false;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        INFO("seed " << seed);
        Hall hall(seed);
        constexpr int kTickets = 60;
        hall.run(kTickets);
        CHECK(hall.served.size() == kTickets);
        CHECK(hall.office.queue.tickets.size() == kTickets);
        CHECK(hall.office.queue.waiting.empty());
        fresh_bound_met |= hall.fresh_bound_met;
        returning_bound_met |= hall.returning_bound_met;
    }
    CHECK(fresh_bound_met);  // the bounds are not merely large
    CHECK(returning_bound_met);
}
