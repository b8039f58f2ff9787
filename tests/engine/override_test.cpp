// What a supervisor may let pass, what never, and what the log says of it.

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "tests/engine/world.h"

using namespace loket;
using namespace loket::engine;
using namespace loket::engine::test;

namespace {

TakeTicket renewal_for(int person) { return {"S02", Errand::Apply, false, nik(person), {{"alasan", "RUSAK"}}, ""}; }

std::vector<RuleOverridden> overridden(const std::vector<Happening>& facts) {
    std::vector<RuleOverridden> out;
    for (const auto& fact : facts)
        if (const auto* rule = std::get_if<RuleOverridden>(&fact.event)) out.push_back(*rule);
    return out;
}

}  // namespace

TEST_CASE("a supervisor lets one more in, and the log says who, in which role and why") {
    World world;
    OfficeRules rules;
    rules.quota = {{"S02", 1}};
    world.rules = &rules;
    world.must(renewal_for(1), kKiosk);
    CHECK(world.refusal(renewal_for(2), kKiosk) == "queue.quota");
    world.override_by = Override{kKasi, "datang dari Tambelan"};
    const auto facts = world.must(renewal_for(2), kFront);
    REQUIRE(facts.size() == 2);
    CHECK(std::holds_alternative<TicketIssued>(facts.front().event));
    CHECK(facts.back().stream == facts.front().stream);
    const auto& rule = std::get<RuleOverridden>(facts.back().event);
    CHECK(rule.code == "queue.quota");
    CHECK(rule.supervisor == "ratna");
    CHECK(rule.role == "KASI");
    CHECK(rule.reason == "datang dari Tambelan");
}

TEST_CASE("who is no supervisor, is the same person or gives no reason lets nothing pass") {
    World world;
    world.override_by = Override{kFront2, "x"};
    CHECK(world.refusal(renewal_for(1), kFront) == "override.role");
    world.override_by = Override{{"rina", Role::Kasi}, "x"};
    CHECK(world.refusal(renewal_for(1), kFront) == "override.same_person");
    world.override_by = Override{kKasi, ""};
    CHECK(world.refusal(renewal_for(1), kFront) == "override.reason");
}

TEST_CASE("where nothing was refused, nothing is said of a supervisor") {
    World world;
    world.override_by = Override{kKasi, "x"};
    CHECK(overridden(world.must(renewal_for(1), kKiosk)).empty());
}

TEST_CASE("after hours, beyond the printers, a second time in the queue") {
    World world;
    OfficeRules rules;
    rules.cards_per_day = {{"KEP", 0}};
    world.rules = &rules;
    CHECK(world.refusal(renewal_for(1), kKiosk) == "queue.print_capacity");
    world.wait(std::chrono::hours(12));
    CHECK(world.refusal(renewal_for(1), kKiosk) == "queue.closed");
    world.override_by = Override{kKabid, "pemadaman listrik"};
    const auto facts = world.must(renewal_for(1), kKiosk);
    const auto both = overridden(facts);
    REQUIRE(both.size() == 2);
    CHECK(std::get<TicketIssued>(facts.front().event).service == "S02");
    const auto number = std::get<TicketIssued>(facts.front().event).number;
    world.rules = nullptr;
    world.override_by.reset();
    for (int miss = 0; miss < 2; ++miss) {
        world.must(CallTicket{"1", ""}, kFront);
        for (int again = 1; again < kCallsBeforeMiss; ++again) world.must(CallTicket{"1", number}, kFront);
        world.must(MissTicket{number}, kFront);
        if (miss == 0) world.must(RequeueTicket{number}, kFront);
    }
    CHECK(world.refusal(RequeueTicket{number}, kFront) == "ticket.requeued_once");
    world.override_by = Override{kKasi, "lansia"};
    CHECK(overridden(world.must(RequeueTicket{number}, kFront)).front().code == "ticket.requeued_once");
}

TEST_CASE("a supervisor lets a colleague go on with what another began") {
    World world;
    const auto id = world.open_case(1);
    CHECK(world.refusal(BeginStep{id}, kFront2) == "step.taken");
    world.override_by = Override{kKasi, "rina pulang sakit"};
    CHECK(overridden(world.must(BeginStep{id}, kFront2)).front().code == "step.taken");
    CHECK(world.at(id).begun_by == "dewi");
}

TEST_CASE("never: separation of duties, the gate before print, another's finger, an empty stock") {
    for (const auto* code : {"trust.same_person", "trust.role", "record.not_ready", "activation.no_match", "activation.mismatch", "stock.empty"})
        CHECK_FALSE(may_be_overridden(code));
    World world;
    world.people[nik(1)].record_state = std::string(kUnregistered);
    const auto id = world.open_case(1);
    world.override_by = Override{kKadis, "x"};
    world.walk_to(id, 5);
    CHECK(world.refusal(BeginStep{id}, {"rina", Role::Kasi}) == "trust.same_person");
    world.walk_to(id, 7);
    CHECK(world.refusal(BeginStep{id}, kPrinter) == "record.not_ready");
    world.walk_to(id, 8);
    world.begin(id);
    world.must(ReportComparison{id, {.finger = 2, .score = 0.1, .threshold = 0.3, .match = false}}, kPetugas);
    CHECK(world.refusal(ActivateCard{id, world.at(id).card.uid}, kPetugas) == "activation.no_match");
}

TEST_CASE("a lost resi: three facts of the register and a signed statement, or a supervisor") {
    World world;
    const auto id = world.open_case(1);
    world.walk_to(id, 9);
    world.begin(id);
    const std::string statement(64, 'b');
    const auto& officer = officer_of(ktp().step(9).desk);
    CHECK(world.refusal(PresentResi{id, "", true, "", {"nama_ibu", "alamat", "nomor_kk"}}, officer) == "resi.statement");
    CHECK(world.refusal(PresentResi{id, "", true, statement, {"nama_ibu", "alamat", "golongan"}}, officer) == "resi.fact");
    CHECK(world.refusal(PresentResi{id, "", true, statement, {"nama_ibu", "alamat", "alamat"}}, officer) == "resi.identity");
    SECTION("the person knows enough") {
        world.must(PresentResi{id, "", true, statement, {"nama_ibu", "alamat", "nomor_kk"}}, officer);
        const auto& fact = std::get<ResiPresented>(world.facts.back().event);
        CHECK(fact.lost);
        CHECK(fact.asked.size() == 3);
        CHECK(fact.statement == statement);
    }
    SECTION("a supervisor knows the person") {
        world.override_by = Override{kKasi, "dikenal"};
        CHECK(overridden(world.must(PresentResi{id, "", true, statement, {"alamat"}}, officer)).front().code == "resi.identity");
    }
    CHECK(world.at(id).resi_presented);
    CHECK(world.at(id).resi_lost);
    world.override_by.reset();
    world.walk_to(id, 99);
    CHECK(world.office.last_closed->outcome == "handed_over");
}
