// One application from the ticket to the signature, and the ways back.

#include <catch2/catch.hpp>

#include "tests/engine/world.h"
#include "workflow/engine/resi.h"

using namespace loket;
using namespace loket::engine;
using namespace loket::engine::test;

namespace {

/// Marks everything but `missing` as present and sends the applicant home for it.
void send_home(World& world, const std::string& id, int missing) {
    for (const auto* requirement : ktp().applicable("SOP2019", world.at(id).answers))
        if (requirement->gate.empty())
            world.must(MarkRequirement{id, requirement->no, requirement->no == missing ? Mark::Missing : Mark::Present, ""}, kFront);
    world.must(DeclareIncomplete{id, ""}, kFront);
}

/// The applicant takes a ticket again, is called and hands the file in.
void come_back(World& world, int person) {
    const auto number = world.take_ticket(person, false, {});
    world.must(CallTicket{"1", ""}, kFront);
    world.must(ReceiveFile{number}, kFront);
}

}  // namespace

TEST_CASE("a visit goes through all ten steps, each with the minutes it took") {
    World world;
    const auto id = world.open_case(1);
    CHECK(world.at(id).begun);
    CHECK(world.office.queue.find("A-001")->status == TicketStatus::Served);
    for (int step = 1; step <= 9; ++step) {
        CHECK(world.at(id).step == step);
        world.do_step(id, step);  // so that each pass is told from the others
    }
    const auto resi = world.at(id).resi;
    CHECK(world.at(id).promised == parse_iso_date("2026-11-26"));
    CHECK(world.office.find_resi(resi)->id == id);
    world.do_step(id, 10);

    CHECK_FALSE(world.is_open(id));
    const auto closed = world.office.last_closed;
    REQUIRE(closed->history.size() == 10);
    for (int step = 1; step <= 10; ++step) {
        const auto& record = closed->history[static_cast<std::size_t>(step - 1)];
        CHECK(record.step == step);
        CHECK(record.actor == code(ktp().step(step).actor));
        CHECK(record.standard_minutes == ktp().step(step).minutes);
        CHECK(record.used_minutes() == step);
        CHECK(record.outcome == (step == 5 || step == 6 ? "paraf" : "done"));
    }
    CHECK(closed->history[0].user == "rina");  // the front office notes the applicant's minutes
    CHECK(closed->outcome == "handed_over");
    CHECK(closed->status == CaseStatus::Closed);
    CHECK(closed->waited == Millis{0});
    CHECK(closed->record_state == kCardPrinted);
    CHECK(world.office.handed_over == 1);
    CHECK(world.office.closed == 1);
    CHECK(world.office.cases.empty());
    CHECK(world.office.case_by_nik.empty());
    CHECK(world.office.case_by_resi.empty());
    CHECK(parse_resi(resi).ok());
}

TEST_CASE("used minutes are rounded up and never negative") {
    const Instant at = from_millis(1'000'000);
    const auto used = [&](Millis span) { return StepRecord{1, "FO", "rina", at, at + span, 5, "done"}.used_minutes(); };
    CHECK(used(Millis{0}) == 0);
    CHECK(used(Millis{1}) == 1);
    CHECK(used(Millis{60'000}) == 1);
    CHECK(used(Millis{60'001}) == 2);
    CHECK(used(Millis{-90'000}) == 0);
}

TEST_CASE("steps done by the same officer with the applicant present follow on by themselves") {
    World world;
    const auto id = world.open_case(1);
    for (int step = 1; step <= 10; ++step) {
        const bool follows = step == 1 || step == 2 || step == 3 || step == 10;
        CHECK(world.at(id).begun.has_value() == follows);
        world.do_step(id);
    }
}

TEST_CASE("the promise skips the weekend, without a calendar there is no resi") {
    World world;
    world.wait(std::chrono::hours(48));  // Wednesday
    const auto id = world.open_case(1);
    world.walk_to(id, 3);
    while (!std::holds_alternative<CompleteStep>(world.next_move(world.at(id)).command)) world.must(world.next_move(world.at(id)).command, kFront);
    auto context = world.context(CompleteStep{id}, kFront);
    context.add_working_days = [](Date, int) -> Result<Date> { return rejected("calendar.year_missing", "no file"); };
    CHECK(decide(world.office, CompleteStep{id}, context).error().code == "calendar.year_missing");
    world.do_step(id);
    CHECK(world.at(id).promised == parse_iso_date("2026-11-30"));
}

TEST_CASE("resi serials count per day") {
    World world;
    const auto serial_of = [&](int person) {
        const auto id = world.open_case(person);
        world.walk_to(id, 4);
        return world.at(id).resi.substr(4, 15);
    };
    CHECK(serial_of(1) == "261123-KTP-0001");
    CHECK(serial_of(2) == "261123-KTP-0002");
    world.wait(std::chrono::hours(24));
    CHECK(serial_of(3) == "261124-KTP-0001");
    world.office.resi_serial["261124-KTP"] = kLastResiSerial;
    const auto id = world.open_case(4);
    world.walk_to(id, 3);
    for (const int no : {4, 5}) world.must(MarkRequirement{id, no, Mark::Present, ""}, kFront);
    CHECK(world.refusal(CompleteStep{id}, kFront) == "resi.used_up");
}

TEST_CASE("Kasi and Kabid send a file back to the check, and the resi stays") {
    const int step = GENERATE(5, 6);
    const Actor& officer = step == 5 ? kKasi : kKabid;
    World world;
    const auto id = world.open_case(1);
    world.walk_to(id, step);
    CHECK(world.refusal(ReturnCase{id, "foto buram"}, officer) == "step.not_begun");
    world.begin(id);
    CHECK(world.refusal(ReturnCase{id, ""}, officer) == "return.reason_missing");
    const auto resi = world.at(id).resi;
    const auto registered = world.at(id).registered;
    world.wait(std::chrono::minutes(7));
    world.must(ReturnCase{id, "foto buram"}, officer);

    CHECK(world.at(id).step == 3);
    CHECK_FALSE(world.at(id).begun);
    REQUIRE(world.at(id).returns.size() == 1);
    CHECK(world.at(id).returns[0].from == step);
    CHECK(world.at(id).returns[0].to == 3);
    CHECK(world.at(id).returns[0].reason == "foto buram");
    CHECK(world.at(id).returns[0].user == officer.user);
    world.walk_to(id, step);
    CHECK(world.at(id).resi == resi);
    CHECK(world.at(id).registered == registered);
    CHECK(world.office.resi_serial.at("261123-KTP") == 1);
    world.walk_to(id, 11);
    CHECK(world.office.last_closed->outcome == "handed_over");
    CHECK(world.office.last_closed->history.size() == (step == 5 ? 12u : 13u));
}

TEST_CASE("only a step that verifies can send a file back") {
    World world;
    const auto id = world.open_case(1);
    CHECK(world.refusal(ReturnCase{id, "x"}, kFront) == "step.order");
    world.walk_to(id, 7);
    CHECK(world.refusal(ReturnCase{id, "x"}, kPrinter) == "step.order");
}

TEST_CASE("an incomplete file goes home before there is a resi, and starts again at step 1") {
    World world;
    const auto id = world.open_case(1);
    world.walk_to(id, 3);
    CHECK(world.refusal(CompleteStep{id}, kFront) == "check.missing");
    send_home(world, id, 4);
    CHECK(world.at(id).status == CaseStatus::WaitingForApplicant);
    CHECK(std::get<FileIncomplete>(world.facts.back().event).missing == std::vector{4});
    CHECK(world.refusal(CompleteStep{id}, kFront) == "case.waiting_applicant");
    CHECK(world.refusal(BeginStep{id}, kFront) == "case.waiting_applicant");
    CHECK(world.refusal(MarkRequirement{id, 4, Mark::Present, ""}, kFront) == "case.waiting_applicant");

    world.wait(std::chrono::hours(26));
    come_back(world, 1);
    CHECK(world.office.queue.find("A-001")->answers == without_register(world.at(id).answers));
    CHECK(world.office.case_by_nik.at(nik(1)) == id);
    CHECK(world.at(id).step == 1);
    CHECK(world.at(id).waited == std::chrono::hours(26));
    CHECK(world.at(id).answers.at("alasan") == "HILANG");
    CHECK(world.at(id).marks.count(4) == 0);                      // to be looked at again
    CHECK(world.at(id).marks.at(5).mark == Mark::Present);
    world.walk_to(id, 11);
    CHECK(world.office.handed_over == 1);
}

TEST_CASE("a file found incomplete after a return comes back under the same resi, with the clock stopped meanwhile") {
    World world;
    const auto id = world.open_case(1);
    world.walk_to(id, 6);
    const auto resi = world.at(id).resi;
    const auto promised = world.at(id).promised;
    world.begin(id);
    world.must(ReturnCase{id, "laporan polisi tidak sah"}, kKabid);
    world.begin(id);
    world.must(MarkRequirement{id, 4, Mark::Missing, "tanpa cap"}, kFront);
    world.must(DeclareIncomplete{id, "minta cap kantor polisi"}, kFront);
    CHECK(world.at(id).incomplete == 1);
    CHECK(world.at(id).waiting_reason == "minta cap kantor polisi");
    CHECK(world.at(id).waiting_since == world.clock.now());
    world.wait(std::chrono::hours(50));
    come_back(world, 1);
    CHECK(world.at(id).step == 3);
    CHECK(world.at(id).begun);
    CHECK(world.at(id).waited == std::chrono::hours(50));
    CHECK_FALSE(world.at(id).waiting_since);
    CHECK(world.at(id).waiting_reason.empty());
    CHECK(world.at(id).resi == resi);
    CHECK(world.at(id).promised == promised);
    world.walk_to(id, 11);
    CHECK(world.office.last_closed->resi == resi);
}

TEST_CASE("a file is not incomplete without a word about what is missing") {
    World world;
    const auto id = world.open_case(1);
    world.walk_to(id, 3);
    for (const int no : {4, 5}) world.must(MarkRequirement{id, no, Mark::Present, ""}, kFront);
    CHECK(world.refusal(DeclareIncomplete{id, ""}, kFront) == "return.reason_missing");
    CHECK(world.refusal(DeclareIncomplete{id, "nama pada KK berbeda"}, kFront) == "accepted");
}

TEST_CASE("only requirements that apply, and that are checked by eye, are marked") {
    World world;
    const auto id = world.open_case(1);
    CHECK(world.refusal(MarkRequirement{id, 4, Mark::Present, ""}, kFront) == "step.order");
    world.walk_to(id, 3);
    for (const int no : {1, 6, 0, -1, 99}) CHECK(world.refusal(MarkRequirement{id, no, Mark::Present, ""}, kFront) == "requirement.unknown");
    world.must(MarkRequirement{id, 4, Mark::Present, ""}, kFront);
    world.must(MarkRequirement{id, 4, Mark::Open, ""}, kFront);
    CHECK(world.refusal(CompleteStep{id}, kFront) == "check.missing");
}

TEST_CASE("without rules for the profile no file is taken in") {
    World world;
    const auto number = world.take_ticket(1);
    world.must(CallTicket{"1", ""}, kFront);
    world.profile = "PERPRES2050";
    CHECK(world.refusal(ReceiveFile{number}, kFront) == "profile.unknown");
    world.profile = "PERPRES96";
    world.must(ReceiveFile{number}, kFront);
    const auto id = world.office.case_by_nik.at(nik(1));
    world.profile = "SOP2019";  // the case keeps the rules it was opened under
    world.walk_to(id, 4);
    CHECK(world.at(id).marks.size() == 2);
    CHECK(world.at(id).marks.count(1) == 1);
    CHECK(world.at(id).marks.count(5) == 1);
}

TEST_CASE("one application of a person at a time") {
    World world;
    const auto id = world.open_case(1);
    const TakeTicket again{"S02", Errand::Apply, false, nik(1), {{"alasan", "RUSAK"}}, ""};
    CHECK(world.refusal(again, kKiosk) == "case.already_open");
    world.walk_to(id, 11);
    CHECK(world.refusal(again, kKiosk) == "accepted");
}

TEST_CASE("a ticket opens no second case, even if one was opened while it waited") {
    World world;
    const auto number = world.take_ticket(1);
    world.must(CallTicket{"1", ""}, kFront);
    const CaseOpened meanwhile{"elsewhere/A-001", "S02", "SOP2019", nik(1), "A-001", {}, ""};
    world.office = evolve(std::move(world.office), {case_stream(meanwhile.case_id), meanwhile, kFront, world.clock.now()});
    CHECK(world.refusal(ReceiveFile{number}, kFront) == "case.already_open");
}

TEST_CASE("a file that waits for its applicant is not mixed up with another service of the same person") {
    auto other = ktp();
    other.id = "S01";
    other.code = "KKK";
    other.letter = std::string("B");
    const Services two({ktp(), other});
    World world;
    world.services = &two;
    const auto id = world.open_case(1);
    world.walk_to(id, 3);
    send_home(world, id, 4);
    world.must(TakeTicket{"S01", Errand::Apply, false, nik(1), {{"alasan", "RUSAK"}}, ""}, kKiosk);
    world.must(CallTicket{"1", ""}, kFront);
    world.must(ReceiveFile{"B-001"}, kFront);
    const auto second = world.office.find_case_of(nik(1), "S01")->id;
    CHECK(second != id);
    CHECK(world.at(id).status == CaseStatus::WaitingForApplicant);
    CHECK(world.office.case_by_nik.at(nik(1)) == second);
    CHECK(world.office.cases_of(nik(1)).size() == 2);
    come_back(world, 1);
    CHECK(world.at(id).status == CaseStatus::Open);
    world.must(CancelCase{second, "salah layanan"}, kFront);
    CHECK(world.office.case_by_nik.at(nik(1)) == id);
    CHECK(world.office.cases_of(nik(1)).size() == 1);
}

TEST_CASE("an applicant whose waiting case was cancelled meanwhile is told so") {
    World world;
    const auto id = world.open_case(1);
    world.walk_to(id, 3);
    send_home(world, id, 4);
    const auto number = world.take_ticket(1, false, {});
    world.must(CallTicket{"1", ""}, kFront);
    world.must(CancelCase{id, "permintaan pemohon"}, kFront);
    CHECK(world.refusal(ReceiveFile{number}, kFront) == "case.unknown");
}

TEST_CASE("a case is cancelled with a reason, by the front office, before there is a card") {
    World world;
    const auto id = world.open_case(1);
    CHECK(world.refusal(CancelCase{id, ""}, kFront) == "return.reason_missing");
    for (const auto& other : {kKiosk, kPetugas, kKasi, kKabid, kPrinter, kCentre}) CHECK(world.refusal(CancelCase{id, "x"}, other) == "trust.role");
    world.walk_to(id, 6);
    world.must(CancelCase{id, "salah layanan"}, kFront);
    CHECK_FALSE(world.is_open(id));
    CHECK(world.office.last_closed->outcome == "cancelled");
    CHECK(world.office.last_closed->close_reason == "salah layanan");
    CHECK(world.office.closed == 1);
    CHECK(world.office.handed_over == 0);
    CHECK(world.office.case_by_resi.empty());
    for (const Command& late : std::vector<Command>{BeginStep{id}, CompleteStep{id}, CancelCase{id, "x"}, ReturnCase{id, "x"}})
        CHECK(world.refusal(late, kFront) == "case.unknown");
    CHECK(world.open_case(1) != id);
}

TEST_CASE("the card is handed over against this resi and a signature") {
    World world;
    const auto id = world.open_case(1);
    const auto other = world.open_case(2);
    world.walk_to(other, 4);
    world.walk_to(id, 9);
    world.begin(id);
    CHECK(world.refusal(CompleteStep{id}, kFront) == "resi.not_presented");
    CHECK(world.refusal(PresentResi{id, world.at(other).resi}, kFront) == "resi.other_person");
    CHECK(world.refusal(PresentResi{id, "A-001"}, kFront) == "resi.unreadable");
    CHECK(world.refusal(SignPickup{id, "signature"}, kFront) == "step.order");
    world.must(PresentResi{id, resi_qr(world.at(id).resi)}, kFront);
    world.must(CompleteStep{id}, kFront);
    CHECK(world.refusal(CompleteStep{id}, kFront) == "pickup.unsigned");
    CHECK(world.refusal(SignPickup{id, ""}, kFront) == "pickup.unsigned");
    world.must(SignPickup{id, "signature"}, kFront);
    world.must(CompleteStep{id}, kFront);
    CHECK(world.office.last_closed->pickup_signature == "signature");
}

TEST_CASE("the survey is kept apart from people and cases") {
    World world;
    auto expected = world.office;
    expected.surveys = 1;  // counted, and nothing else
    CHECK(world.refusal(AnswerSurvey{"S02", {1, 2, 3, 4, 0, 1, 2, 3, 4}}, kKiosk) == "accepted");
    CHECK(world.facts.back().stream == kSurveyStream);
    CHECK(describe(world.office) == describe(expected));
    CHECK(world.refusal(AnswerSurvey{"S99", {1, 2, 3, 4, 0, 1, 2, 3, 4}}, kKiosk) == "service.unknown");
    CHECK(world.refusal(AnswerSurvey{"S02", {1, 2, 3}}, kKiosk) == "survey.scores");
    CHECK(world.refusal(AnswerSurvey{"S02", {1, 2, 3, 4, 5, 1, 2, 3, 4}}, kKiosk) == "survey.scores");
    CHECK(world.refusal(AnswerSurvey{"S02", {1, 2, 3, 4, -1, 1, 2, 3, 4}}, kKiosk) == "survey.scores");
}
