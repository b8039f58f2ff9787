#include "workflow/reports/from_log.h"

#include <catch2/catch.hpp>

#include "tests/reports/fixture.h"
#include "workflow/reports/kpi.h"

using namespace loket;
using namespace loket::engine;
using namespace loket::reports;
using namespace loket::reports::test;

namespace {

const Services& services() {
    static const auto loaded = Services::load(assets() / "services");
    REQUIRE(loaded.ok());
    return loaded.value();
}

/// The log of one KTP-el: incomplete once, returned once, one blank spoiled, at the centre for two days.
std::vector<Fact> one_case() {
    const std::string stream = case_stream("K1");
    std::vector<Fact> log;
    const auto add = [&](const char* iso, int hour, Event event, Role role = Role::FrontOffice, const char* user = "rina") {
        log.push_back({stream, std::move(event), {user, role}, at(iso, hour)});
    };
    const auto step = [&](const char* iso, int hour, int no, const char* actor, Role role, const char* user, int seconds, int standard) {
        add(iso, hour, StepDone{no, actor, to_millis(at(iso, hour)) - seconds * 1000, seconds, standard, "done"}, role, user);
    };
    add("2026-11-02", 8, CaseOpened{"K1", "S02", "SOP2019", "2101064709050001", "A-001", {}, "UNREGISTERED"});
    step("2026-11-02", 8, 1, "PEMOHON", Role::FrontOffice, "rina", 120, 5);
    add("2026-11-02", 9, FileIncomplete{{5}, "KK belum ada"});
    add("2026-11-03", 9, FileResubmitted{"A-002"});
    step("2026-11-03", 10, 3, "FO", Role::FrontOffice, "rina", 660, 10);
    add("2026-11-03", 10, ResiIssued{"BTN-261103-KTP-0001-X", "2026-11-06"});
    add("2026-11-03", 11, RecordStateChanged{"BIO_CAPTURED"});
    add("2026-11-05", 11, RecordStateChanged{"PRINT_READY_RECORD"});
    add("2026-11-05", 12, CaseReturned{5, 3, "ejaan nama"}, Role::Kasi, "kasi1");
    step("2026-11-05", 13, 3, "FO", Role::FrontOffice, "rina", 300, 10);
    step("2026-11-06", 13, 7, "OP_CETAK", Role::OperatorCetak, "dodi", 1500, 20);
    add("2026-11-06", 13, BlankoSpoiled{"KEP000001", "macet"}, Role::OperatorCetak, "dodi");
    step("2026-11-09", 13, 9, "FO", Role::FrontOffice, "rina", 60, 5);
    add("2026-11-09", 13, CaseClosed{"handed_over", ""});
    return log;
}

}  // namespace

TEST_CASE("the log of one application becomes its records") {
    const auto facts = one_case();
    const auto records = from_log(facts, services());
    REQUIRE(records.work.cases.size() == 1);
    const auto& one = records.work.cases[0];
    CHECK(one.id == "K1");
    CHECK(one.incomplete == 1);
    CHECK(one.returns == 1);
    CHECK(*one.registered == at("2026-11-03", 10));
    CHECK(*one.ready == at("2026-11-06", 13));  // the card was printed, not yet activated
    CHECK(*one.closed == at("2026-11-09", 13));
    CHECK(one.outcome == "handed_over");
    REQUIRE(one.pauses.size() == 2);
    CHECK(one.pauses[0] == Pause{at("2026-11-02", 9), at("2026-11-03", 9)});
    CHECK(one.pauses[1] == Pause{at("2026-11-03", 11), at("2026-11-05", 11)});
    REQUIRE(records.work.steps.size() == 5);
    CHECK(records.work.steps[0].user.empty());  // the applicant's own minutes
    CHECK(records.work.steps[1].minutes == Approx(11));
    REQUIRE(records.work.returns.size() == 1);
    CHECK(records.work.returns[0].user == "rina");  // who had done step 3
    REQUIRE(records.work.errors.size() == 1);
    CHECK(records.work.errors[0].user == "dodi");
}

TEST_CASE("surveys, unknown cases and open ends") {
    const Actor rina{"rina", Role::FrontOffice};
    std::vector<Fact> facts;
    facts.push_back({kSurveyStream, SurveyAnswered{"S02", std::vector<int>(9, 4)}, {"sistem", Role::Sistem}, at("2026-11-03", 23)});
    facts.push_back({case_stream("K9"), StepDone{3, "FO", 0, 60, 10, "done"}, rina, at("2026-11-03", 9)});
    facts.push_back({case_stream("K2"), CaseOpened{"K2", "S02", "SOP2019", "", "", {}, ""}, rina, at("2026-11-03", 9)});
    facts.push_back({case_stream("K2"), FileIncomplete{{1}, ""}, rina, at("2026-11-03", 10)});
    const auto records = from_log(facts, services());
    REQUIRE(records.answers.size() == 1);
    CHECK(records.answers[0].day == day("2026-11-03"));
    CHECK(check(records.answers[0]).ok());
    CHECK(records.work.steps.empty());
    REQUIRE(records.work.cases.size() == 1);
    CHECK_FALSE(records.work.cases[0].ready);
    CHECK_FALSE(records.work.cases[0].pauses.at(0).to);
}

TEST_CASE("complaints are traced to the service of the resi they name, in new logs and old") {
    auto facts = one_case();
    const auto add = [&](const std::string& stream, Event event, const char* iso) { facts.push_back({stream, std::move(event), {"rina", Role::FrontOffice}, at(iso, 9)}); };
    add(complaint_stream("ADU-2026-0001"), ComplaintFiled{.number = "ADU-2026-0001", .category = "WAKTU", .channel = "SMS", .text = {}, .contact = {}, .resi = "BTN-261103-KTP-0001-X", .due = "2026-11-12"}, "2026-11-09");
    add("aduan", ComplaintFiled{.number = "ADU-2026-0002", .category = "SARANA", .channel = "KOTAK_SARAN", .text = "kursi", .contact = {}, .resi = "", .due = "2026-11-13"}, "2026-11-10");
    add(complaint_stream("ADU-2026-0001"), ComplaintAnswered{"ADU-2026-0001", "", "d"}, "2026-11-11");
    const auto records = from_log(facts, services());
    REQUIRE(records.complaints.size() == 2);
    CHECK(records.complaints[0].service == "S02");
    CHECK(records.complaints[0].channel == "SMS");
    CHECK(records.complaints[0].subject == "Waktu pelayanan");
    CHECK(*records.complaints[0].due == day("2026-11-12"));
    CHECK(*records.complaints[0].answered == at("2026-11-11", 9));
    CHECK(records.complaints[1].service.empty());
    CHECK(records.complaints[1].channel == "Kotak saran");
    CHECK_FALSE(records.complaints[1].answered);
}

TEST_CASE("the standard of KTP-el is the SOP's: 128 minutes, three working days, its report is sound") {
    const auto* service = services().find("S02");
    REQUIRE(service != nullptr);
    const auto standard = standard_of(*service);
    CHECK(standard.total_minutes() == 128);
    CHECK(standard.promise_days == 3);
    CHECK(standard.steps.size() == 10);
    const auto calendar = population::WorkCalendar::load(assets() / "calendar");
    REQUIRE(calendar.ok());
    const auto facts = one_case();
    const auto report = kpi_report({.period = month_period(std::chrono::year{2026} / 11), .services = {standard},
                                    .records = from_log(facts, services()).work, .ikm = {}},
                                   *calendar);
    CHECK(problems(report).empty());
    CHECK(*count_at(*find_table(report, "1"), {0, 3}) == 1);  // in time: 6 November, two days stood still
}
