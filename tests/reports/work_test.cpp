#include <catch2/catch.hpp>

#include "devices/base/random.h"
#include "tests/reports/fixture.h"
#include "workflow/reports/complaints.h"
#include "workflow/reports/equipment.h"
#include "workflow/reports/from_log.h"
#include "workflow/reports/kpi.h"
#include "workflow/reports/operators.h"
#include "workflow/reports/publish.h"

using namespace loket;
using namespace loket::reports;
using namespace loket::reports::test;

namespace {

const population::WorkCalendar& calendar() {
    static const auto loaded = population::WorkCalendar::load(assets() / "calendar");
    REQUIRE(loaded.ok());
    return loaded.value();
}

const Period kNovember = month_period(std::chrono::year{2026} / 11);

ServiceStandard standard() {
    return {"S02", "KTP-el", 3, {{1, "Menyerahkan berkas", "PEMOHON", 5}, {2, "Verifikasi", "KASI", 30}, {3, "Cetak", "OP_CETAK", 20}}};
}

StepTime pass(const char* id, int step, double minutes, int allowed, const char* user = "rina", const char* on = "2026-11-03") {
    return {.service = "S02", .case_id = id, .step = step, .actor = "KASI", .user = user, .begun = at(on), .minutes = minutes,
            .standard_minutes = allowed};
}

CaseRecord record(const char* id, const char* resi, const char* ready) {
    CaseRecord out{.id = id, .service = "S02", .opened = at(resi), .registered = at(resi), .ready = {}, .closed = {}, .outcome = {},
                   .pauses = {}};
    if (*ready != '\0') out.ready = at(ready, 15);
    return out;
}

const Cell& cell(const Report& report, const char* table, std::size_t row, std::size_t column) {
    const auto* found = find_table(report, table);
    REQUIRE(found != nullptr);
    return found->rows.at(row).cells.at(column);
}

}  // namespace

TEST_CASE("working days of a case: the day of the resi does not count, holidays and pauses stop the clock") {
    // 2026: Wednesday 23 December, holiday eve 24 (cuti bersama), Christmas 25, weekend.
    auto one = record("A", "2026-12-23", "2026-12-29");
    CHECK(case_days(one, calendar(), day("2026-12-31"))->days == 2);  // Monday, Tuesday
    auto paused = record("B", "2026-11-02", "2026-11-10");
    paused.pauses = {{at("2026-11-03"), at("2026-11-05")}, {at("2026-11-04"), at("2026-11-05")}};
    const auto days = *case_days(paused, calendar(), day("2026-11-30"));
    CHECK(days.days == 6);
    CHECK(days.paused == 2);  // the 4th and 5th, once
    CHECK(days.counted() == 4);
    CHECK_FALSE(days.year_missing);
    // Not ready: counted up to the day of the report. A clock that still stands is cut there.
    auto waiting = record("C", "2026-11-02", "");
    waiting.pauses = {{at("2026-11-04"), std::nullopt}};
    CHECK(case_days(waiting, calendar(), day("2026-11-06"))->counted() == 2);
    CHECK(case_days(CaseRecord{}, calendar(), day("2026-11-06")) == std::nullopt);
    CHECK(work_days(calendar(), day("2025-12-31"), day("2026-01-05")).year_missing == 2025);
}

TEST_CASE("kpi: median, p90, share within the standard, lateness net of pauses") {
    WorkRecords records;
    for (int i = 1; i <= 10; ++i) records.steps.push_back(pass("A", 2, i * 5, 30));
    records.steps.push_back(pass("A", 2, 500, 30, "rina", "2026-10-30"));  // another month
    auto late = record("L", "2026-11-02", "2026-11-10"), saved = record("P", "2026-11-02", "2026-11-10");
    saved.pauses = {{at("2026-11-03"), at("2026-11-06", 9)}};
    saved.incomplete = 1;
    late.returns = 2;
    records.cases = {record("A", "2026-11-02", "2026-11-05"), late, saved, record("O", "2026-11-20", ""), record("Y", "2026-11-27", "")};
    const auto figures = measure_service(standard(), records, kNovember, calendar());
    CHECK(*figures.steps[1].minutes.median == Approx(27.5));
    CHECK(*figures.steps[1].minutes.p90 == Approx(45.5));
    CHECK(figures.steps[1].within == 6);
    CHECK(*figures.steps[1].share_within() == Approx(60));
    CHECK_FALSE(figures.steps[2].share_within());
    CHECK(figures.opened == 5);
    CHECK(figures.finished == 3);
    CHECK(figures.in_time == 2);
    CHECK(figures.late == 1);
    CHECK(figures.late_stopped == 1);
    CHECK(figures.overdue == 1);
    CHECK(figures.complete == 4);
    CHECK(figures.unreturned == 4);
    CHECK(figures.returns == 2);
    CHECK(*figures.stopped_hours.median == Approx(72));
    CHECK(figures.late_cases == std::vector<std::string>{"L", "O"});
}

TEST_CASE("kpi: achievement, never clamped and never from nothing") {
    CHECK(*Indicator{"", "", 100.0, 120.0}.achievement() == 120);
    CHECK(*Indicator{"", "", 3.0, 3.0, true}.achievement() == 100);
    CHECK(*Indicator{"", "", 3.0, 1.5, true}.achievement() == 150);
    CHECK(*Indicator{"", "", 3.0, 9.0, true}.achievement() == -100);
    CHECK_FALSE(Indicator{"", "", 3.0, std::nullopt}.achievement());
    CHECK_FALSE(Indicator{"", "", 0.0, 2.0}.achievement());
    const auto none = measure_service(standard(), {}, kNovember, calendar());
    for (const auto& one : indicators(none, std::nullopt, 88.31)) CHECK_FALSE(one.achievement());
    const auto report = kpi_report({.period = kNovember, .services = {standard()}, .records = {}, .ikm = {{"S02", 91.48}}}, calendar());
    CHECK(problems(report).empty());
    CHECK(std::get<double>(cell(report, "2a", 6, 4)) == Approx(91.48 / 88.31 * 100));
    CHECK(std::holds_alternative<std::monostate>(cell(report, "2a", 0, 3)));
    CHECK(find_table(for_publication(report), "L") == nullptr);
}

TEST_CASE("operators: files, minutes, returns, weekdays, no median of a handful") {
    OperatorInput input{.period = kNovember, .records = {}, .staff = {{"rina", {"Rina", "Dinas"}}}};
    for (int i = 0; i < 6; ++i) input.records.steps.push_back(pass(i < 4 ? "A" : "B", 2, 10 + i, 12, "rina", i < 3 ? "2026-11-02" : "2026-11-06"));
    input.records.steps.push_back(pass("C", 2, 99, 12, "budi"));
    input.records.steps.push_back(pass("C", 1, 1, 5, ""));  // the applicant
    input.records.returns.push_back({"S02", "A", "rina", "KASI", "salah ketik", at("2026-11-07")});
    input.records.errors.push_back({"budi", "OP_CETAK", "Blanko rusak", at("2026-11-07")});
    const auto all = measure_operators(input);
    REQUIRE(all.size() == 3);
    CHECK(all[0].user == "budi");
    CHECK(all[1].user == "rina");
    CHECK(all[1].files == 2);
    CHECK(all[1].passes == 6);
    CHECK(all[1].within == 3);
    CHECK(*all[1].minutes.median == Approx(12.5));
    CHECK(all[1].weekdays == std::array<std::size_t, 7>{3, 0, 0, 0, 3, 0, 0});
    CHECK(all[1].days == 2);
    CHECK(all[1].returns_caused == 1);
    CHECK(all[2].role == "OP_CETAK");
    CHECK(all[2].errors == 1);
    const auto report = operator_report(input);
    CHECK(problems(report).empty());
    CHECK(std::get<std::string>(cell(report, "1", 1, 0)) == "Rina (rina)");
    CHECK(std::holds_alternative<std::monostate>(cell(report, "1", 0, 5)));
    CHECK(tables(for_publication(report)).empty());
}

TEST_CASE("equipment: uptime of the time observed, a lasting fault is one fault") {
    const auto period = month_period(std::chrono::year{2026} / 9);
    std::vector<HealthRecord> records{
        {"printer-1", "Pencetak kartu", "Dinas", at("2026-09-21", 0), DeviceState::Down, "head"},
        {"printer-1", "Pencetak kartu", "Dinas", at("2026-09-11", 0), DeviceState::Ready, "", {{"Pita", 35}, {"Film", 12}}, true},
        {"printer-1", "Pencetak kartu", "Dinas", at("2026-09-22", 0), DeviceState::Down, "head"},
        {"printer-1", "Pencetak kartu", "Dinas", at("2026-09-26", 0), DeviceState::Ready},
        {"kamera-1", "Kamera", "Tambelan", at("2026-08-20"), DeviceState::Ready, "", {}, false},
    };
    const auto all = measure_devices(records, period, at("2026-11-01"));
    REQUIRE(all.size() == 2);
    CHECK(all[0].device == "printer-1");
    CHECK(*all[0].observed == Approx(20.0 / 30 * 100));
    CHECK(*all[0].uptime == Approx(15.0 / 20 * 100));
    CHECK(all[0].errors == 1);
    CHECK(all[0].worst_error == "head");
    CHECK(all[0].lowest_supply->first == "Film");
    CHECK(all[0].test_passed);
    CHECK(*all[1].uptime == 100);
    CHECK(*all[1].observed == Approx(100));
    const auto report = equipment_report({.period = period, .records = records, .until = at("2026-11-01")});
    CHECK(problems(report).empty());
    CHECK(std::get<std::string>(cell(report, "2", 0, 8)) == "Film 12 % – isi ulang");
    CHECK(std::get<std::string>(cell(report, "2", 1, 9)).find("gagal, perlu diulang") != std::string::npos);
    CHECK(problems(equipment_report({.period = period, .records = {}, .until = at("2026-11-01")})).empty());
}

TEST_CASE("repairs: two working days and two hours") {
    const Repair friday{"1", "Dinas", "VPN", "putus", "", "", at("2026-11-06", 10), at("2026-11-10", 12)};
    CHECK(iso_instant(repair_due(friday, calendar()).at) == iso_instant(at("2026-11-10", 12)));
    auto late = friday;
    late.number = "2";
    late.solved = at("2026-11-10", 12, 1);
    auto open = friday;
    open.number = "3";
    open.solved.reset();
    auto other = friday;
    other.reported = at("2026-10-06");
    const auto report = repair_report({.period = kNovember, .repairs = {friday, late, open, other}, .now = at("2026-11-20")}, calendar());
    CHECK(problems(report).empty());
    REQUIRE(find_table(report, "2")->rows.size() == 3);
    CHECK(std::get<std::string>(cell(report, "2", 0, 10)) == "tepat waktu");
    CHECK(std::get<std::string>(cell(report, "2", 1, 10)) == "terlambat");
    CHECK(std::get<std::string>(cell(report, "2", 2, 10)) == "lewat batas, belum selesai");
    CHECK(*count_at(*find_table(report, "1"), {kTotals, 1}) == 3);
    CHECK(find_table(report, "1")->notes.at(0).starts_with("Tepat waktu: 50,0 %"));
}

TEST_CASE("complaints: open, answered, days, by service and channel") {
    ComplaintInput input{.period = kNovember, .complaints = {}, .services = {{"S02", "KTP-el"}}, .now = day("2026-11-20")};
    input.complaints = {{"1", "SMS", "S02", "BTN-261102-KTP-0001-A", "lama", at("2026-11-02"), at("2026-11-04"), day("2026-11-03")},
                        {"2", "SMS", "S02", "", "antre", at("2026-11-06"), at("2026-11-09"), day("2026-11-09")},
                        {"3", "Kotak saran", "", "", "kursi", at("2026-11-10"), std::nullopt, day("2026-11-20")},
                        {"4", "SMS", "S02", "", "nanti", at("2026-11-12"), at("2026-11-25"), day("2026-11-17")},  // answered after the day of the report
                        {"5", "SMS", "S02", "", "lalu", at("2026-10-12"), std::nullopt, day("2026-10-15")}};
    const auto all = measure_complaints(input.complaints, input.period, input.now, calendar());
    CHECK(all.received == 4);
    CHECK(all.answered == 2);
    CHECK(all.open == 2);
    CHECK(all.in_time == 1);  // the last day is in time
    CHECK(all.late() == 1);
    CHECK(all.overdue == 1);
    CHECK(*all.mean_days == Approx(1.5));
    CHECK(all.with_resi == 1);
    CHECK(*all.days.median == Approx(1.5));
    CHECK(*all.oldest_open == 8);
    const auto report = complaint_report(input, calendar());
    CHECK(problems(report).empty());
    CHECK(find_table(report, "1")->rows.size() == 2);
    REQUIRE(find_table(report, "3")->rows.size() == 4);
    CHECK(std::get<std::string>(cell(report, "3", 0, 0)) == "3");  // those without an answer first
    CHECK(std::get<std::string>(cell(report, "3", 2, 3)) == "BTN-261102-KTP-0001-A");
    CHECK(std::get<std::string>(cell(report, "3", 0, 6)) == "belum");
    CHECK(find_table(for_publication(report), "3") == nullptr);
    input.complaints.clear();
    CHECK(problems(complaint_report(input, calendar())).empty());
}
