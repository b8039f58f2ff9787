// Who may do what, and to whom.

#include <catch2/catch.hpp>

#include "tests/engine/world.h"

using namespace loket;
using namespace loket::engine;
using namespace loket::engine::test;

namespace {

const std::vector<Actor> kEverybody = {kKiosk, kFront, kPetugas, kRecorder, kPrinter, kKasi, kKabid, kCentre, {"loket", Role::Sistem}, {"zainal", Role::Kadis}};

TakeTicket apply(int person) { return {"S02", Errand::Apply, false, nik(person), {{"alasan", "PEMULA"}}, ""}; }

void born(World& world, int person, int year, unsigned month, unsigned day) {
    world.people[nik(person)].born = Date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
}

}  // namespace

TEST_CASE("every step belongs to one desk: begun and done by nobody else") {
    World world;
    const auto id = world.open_case(1);
    for (int no = 1; no <= 10; ++no) {
        INFO("step " << no);
        for (const auto& actor : kEverybody) {
            if (actor.role == ktp().step(no).desk) continue;
            CHECK(world.refusal(BeginStep{id}, actor) == "trust.role");
            CHECK(world.refusal(BeginStep{id, true}, actor) == "trust.role");
            CHECK(world.refusal(CompleteStep{id}, actor) == "trust.role");
        }
        world.do_step(id);
    }
}

TEST_CASE("what is done within a step is done by the one who began it") {
    World world;
    const auto id = world.open_case(1);
    CHECK(world.refusal(CompleteStep{id}, kFront2) == "step.taken");
    world.walk_to(id, 3);
    CHECK(world.refusal(MarkRequirement{id, 4, Mark::Present, ""}, kFront2) == "step.taken");
    CHECK(world.refusal(DeclareIncomplete{id, "x"}, kFront2) == "step.taken");
    world.walk_to(id, 7);
    CHECK(world.refusal(CompleteStep{id}, kPrinter) == "step.not_begun");
    world.must(BeginStep{id}, kPrinter);
    CHECK(world.refusal(BeginStep{id}, kPrinter) == "step.begun");
    CHECK(world.refusal(BeginStep{id, true}, kPrinter) == "step.begun");
    CHECK(world.refusal(ReserveBlanko{id}, kPrinter2) == "step.taken");
    CHECK(world.refusal(BeginStep{id}, kPrinter2) == "step.taken");
}

TEST_CASE("a colleague at the same desk takes over what was left lying, and the minutes start again") {
    World world;
    const auto id = world.open_case(1);
    world.walk_to(id, 7);
    world.begin(id);
    world.must(ReserveBlanko{id}, kPrinter);
    world.wait(std::chrono::hours(20));
    world.must(BeginStep{id, true}, kPrinter2);
    CHECK(world.refusal(ReportPrinted{id, "CHIP"}, kPrinter) == "step.taken");
    world.do_step(id, 4);
    CHECK(world.at(id).history.back().user == "lim");
    CHECK(world.at(id).history.back().used_minutes() == 4);
}

TEST_CASE("nobody verifies what they entered, nor twice") {
    World world;
    const auto id = world.open_case(1);
    world.walk_to(id, 5);
    const Actor rina_as_kasi{"rina", Role::Kasi}, rina_as_kabid{"rina", Role::Kabid}, ratna_as_kabid{"ratna", Role::Kabid};
    CHECK(world.refusal(BeginStep{id}, rina_as_kasi) == "trust.same_person");
    CHECK(world.refusal(BeginStep{id, true}, rina_as_kasi) == "trust.same_person");
    world.walk_to(id, 6);
    CHECK(world.refusal(BeginStep{id}, rina_as_kabid) == "trust.same_person");
    CHECK(world.refusal(BeginStep{id}, ratna_as_kabid) == "trust.same_person");
    world.must(BeginStep{id}, kKabid);
    world.must(ReturnCase{id, "periksa ulang"}, kKabid);
    CHECK(world.at(id).done_by(3) == "rina");
    world.must(BeginStep{id}, kFront2);
    world.must(CompleteStep{id}, kFront2);
    CHECK(world.at(id).done_by(3) == "dewi");
    world.walk_to(id, 5);
    CHECK(world.refusal(BeginStep{id}, Actor{"dewi", Role::Kasi}) == "trust.same_person");
    world.walk_to(id, 11);
}

TEST_CASE("commands about a step fit only that step") {
    World world;
    const auto id = world.open_case(1);
    const std::vector<std::pair<StepKind, Command>> commands = {
        {StepKind::Check, MarkRequirement{id, 5, Mark::Present, ""}}, {StepKind::Check, DeclareIncomplete{id, "x"}},
        {StepKind::Verify, ReturnCase{id, "x"}},                      {StepKind::Print, ReserveBlanko{id}},
        {StepKind::Print, ReportPrinted{id, "x"}},                    {StepKind::Print, ReportEncoded{id, "x"}},
        {StepKind::Print, ReleaseBlanko{id}},                         {StepKind::Activate, ReportComparison{id, {}}},
        {StepKind::Activate, ActivateCard{id, "x"}},                  {StepKind::Activate, RefuseActivation{id, "x"}},
        {StepKind::HandOver, PresentResi{id, "x"}},                   {StepKind::Collect, SignPickup{id, "x"}}};
    for (int no = 1; no <= 10; ++no) {
        world.begin(id);
        for (const auto& [kind, command] : commands)
            if (kind != ktp().step(no).kind) {
                INFO("step " << no << ", command " << command.index());
                CHECK(world.refusal(command, Actor{world.at(id).begun_by, ktp().step(no).desk}) == "step.order");
            }
        world.do_step(id);
    }
}

TEST_CASE("every command about an unknown case is refused as such") {
    World world;
    const std::string id = "2026-11-23/A-404";
    const std::vector<Command> commands = {BeginStep{id},           MarkRequirement{id, 1, Mark::Present, ""}, CompleteStep{id},  DeclareIncomplete{id, "x"},
                                           ReturnCase{id, "x"},     ReserveBlanko{id},                         ReportPrinted{id, "x"}, ReportEncoded{id, "x"},
                                           ReportSpoiled{id, "x"},  ReleaseBlanko{id},                         ReportComparison{id, {}}, ActivateCard{id, "x"},
                                           RefuseActivation{id, "x"}, PresentResi{id, "x"},                    SignPickup{id, "x"}, CancelCase{id, "x"}};
    for (const auto& command : commands) CHECK(world.refusal(command, kFront) == "case.unknown");
    CHECK(world.refusal(ReportRecordState{id, "PROCESSING"}, kCentre) == "case.unknown");
    CHECK(world.refusal(KeepSample{id, {}}, kRecorder) == "case.unknown");
    CHECK(world.refusal(ExcuseSample{id, "photo", "AUS", "picture"}, kRecorder) == "case.unknown");
    CHECK(world.refusal(ApproveRecording{id}, kRecorder) == "case.unknown");
}

TEST_CASE("age: 17 or married, from 16 there is only the recording") {
    World world;  // 23 November 2026
    born(world, 1, 2009, 11, 23);
    born(world, 2, 2009, 11, 24);
    born(world, 3, 2010, 11, 23);
    born(world, 4, 2010, 11, 24);
    CHECK(world.refusal(apply(1), kKiosk) == "accepted");
    CHECK(world.refusal(apply(2), kKiosk) == "applicant.record_only");
    CHECK(world.refusal(apply(3), kKiosk) == "applicant.record_only");
    CHECK(world.refusal(apply(4), kKiosk) == "applicant.underage");
    world.people[nik(4)].ever_married = true;
    CHECK(world.refusal(apply(4), kKiosk) == "accepted");
}

TEST_CASE("the day of a birthday is the day in Bintan") {
    World world;
    born(world, 1, 2009, 11, 24);
    world.clock.set(wib_instant(Date{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(23)}, 23, 59, 59));
    CHECK(world.refusal(apply(1), kKiosk) == "applicant.record_only");
    world.wait(std::chrono::minutes(1));  // still the 23rd in UTC
    CHECK(world.refusal(apply(1), kKiosk) == "accepted");
}

TEST_CASE("the dead do not apply, not even with a ticket in hand") {
    World world;
    world.people[nik(1)].alive = false;
    CHECK(world.refusal(apply(1), kKiosk) == "applicant.deceased");
    const auto number = world.take_ticket(2);
    world.must(CallTicket{"1", ""}, kFront);
    world.people[nik(2)].alive = false;
    CHECK(world.refusal(ReceiveFile{number}, kFront) == "applicant.deceased");
}

TEST_CASE("who is not in the register, or not who the command says, gets no ticket") {
    World world;
    CHECK(world.refusal(apply(99), kKiosk) == "nik.unknown");
    auto context = world.context(apply(1), kKiosk);
    context.look_up = {};
    context.applicant->nik = nik(2);
    CHECK(decide(world.office, apply(1), context).error().code == "nik.unknown");
    const auto number = world.take_ticket(1);
    world.must(CallTicket{"1", ""}, kFront);
    context.actor = kFront;
    CHECK(decide(world.office, ReceiveFile{number}, context).error().code == "nik.unknown");
    context.applicant.reset();
    CHECK(decide(world.office, ReceiveFile{number}, context).error().code == "nik.unknown");
    CHECK(world.refusal(ReceiveFile{number}, kFront) == "accepted");
}

TEST_CASE("a question that was skipped takes no requirement away") {
    World world;
    CHECK(world.refusal(TakeTicket{"S02", Errand::Apply, false, nik(1), {}, ""}, kKiosk) == "answers.missing");
    CHECK(world.refusal(TakeTicket{"S02", Errand::Apply, false, nik(1), {{"alasan", "GRATIS"}}, ""}, kKiosk) == "answers.unknown");
}

TEST_CASE("roles have codes, and actors are written and read") {
    for (int i = 0; i <= static_cast<int>(Role::Sistem); ++i) {
        const Actor actor{"rina", static_cast<Role>(i)};
        CHECK(role_from_code(code(actor.role)) == actor.role);
        CHECK(actor_from_string(to_string(actor)) == actor);
    }
    CHECK(to_string(kFront) == "FO:rina");
    CHECK_FALSE(role_from_code("fo"));
    CHECK_FALSE(actor_from_string("rina"));
    CHECK_FALSE(actor_from_string("BUPATI:rina"));
    CHECK(actor_from_string("FO:a:b")->user == "a:b");
}
