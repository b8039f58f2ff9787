#include "workflow/reports/lpk.h"

#include <catch2/catch.hpp>
#include <set>

#include "devices/base/random.h"
#include "tests/reports/fixture.h"
#include "workflow/reports/publish.h"

using namespace loket;
using namespace loket::reports;
using namespace loket::reports::test;
using population::Sex;

namespace {

const Report& whole_report() {
    static const auto made = lpk_report(semester(residents()), regions(), enumerations());
    REQUIRE(made.ok());
    return made.value();
}

std::int64_t total(const Report& report, const char* number, std::size_t column) {
    const auto* table = find_table(report, number);
    REQUIRE(table != nullptr);
    REQUIRE(table->totals);
    const auto value = count_at(*table, {kTotals, column});
    REQUIRE(value);
    return *value;
}

/// Adds up a column by hand, without the sums the table promises.
std::int64_t added(const Report& report, const char* number, std::size_t column, Level level = Level::Detail) {
    const auto* table = find_table(report, number);
    REQUIRE(table != nullptr);
    std::int64_t sum = 0;
    for (std::size_t r = 0; r < table->rows.size(); ++r)
        if (table->rows[r].level == level) sum += count_at(*table, {static_cast<int>(r), column}).value_or(0);
    return sum;
}

/// Head counts taken straight from the residents.
template <class Where>
std::int64_t heads(Where where) {
    return std::count_if(residents().begin(), residents().end(), where);
}

}  // namespace

TEST_CASE("all 18 tables are there, each with its source and day") {
    std::set<std::string> numbers;
    for (const auto* table : tables(whole_report())) {
        numbers.insert(table->number);
        INFO(table->number);
        CHECK(table->source.find("31 Desember 2025") != std::string::npos);
        CHECK(table->source.starts_with("Sumber: "));
    }
    const std::set<std::string> expected{"1",  "2",  "3",  "4a", "4b", "5a", "5b", "6",   "7a",  "7b",  "8a", "8b", "9a",
                                         "9b", "10", "11", "12", "13", "14", "15a", "15b", "15c", "16", "17", "18"};
    CHECK(numbers == expected);
    CHECK(problems(whole_report()).empty());
}

TEST_CASE("every table agrees with the heads in the register") {
    const auto& report = whole_report();
    const auto people = static_cast<std::int64_t>(residents().size());
    const auto men = heads([](const auto& r) { return r.sex == Sex::Male; });
    CHECK(total(report, "1", 3) == people);
    CHECK(added(report, "1", 3) == people);
    CHECK(added(report, "1", 3, Level::Subtotal) == people);
    CHECK(added(report, "1", 1) == men);
    for (const auto* number : {"3", "4a", "5a", "6", "7a", "8a"}) {
        INFO(number);
        CHECK(added(report, number, 1) == men);
        CHECK(added(report, number, 2) == people - men);
        CHECK(added(report, number, 3) == people);
    }
    for (const auto* number : {"4b", "5b", "7b", "8b"}) {
        INFO(number);
        const auto* table = find_table(report, number);
        std::int64_t cells = 0;
        for (std::size_t c = 1; c + 1 < table->columns.size(); ++c) cells += added(report, number, c);
        CHECK(cells == people);
        CHECK(total(report, number, table->columns.size() - 1) == people);
    }
    const auto disabled = heads([](const auto& r) { return r.disability != 0; });
    CHECK(added(report, "9a", 3) == disabled);
    CHECK(total(report, "9b", 7) == disabled);
    CHECK(total(report, "2", 3) == heads([](const auto& r) { return r.shdk == population::Shdk::KepalaKeluarga; }));
    CHECK(total(report, "18", 3) == heads([](const auto& r) { return r.religion == population::Religion::Kepercayaan; }));
    CHECK(total(report, "14", 3) == heads([](const auto& r) { return r.nationality == population::Nationality::Wna; }));
}

TEST_CASE("documents people hold, counted by hand") {
    const auto& report = whole_report();
    const auto on = kSemester.cut_off();
    CHECK(total(report, "10", 3) == heads([&](const auto& r) { return must_hold_card(r, on); }));
    CHECK(total(report, "10", 6) == heads([](const auto& r) { return r.record_state != population::RecordState::Unregistered; }));
    CHECK(total(report, "10", 11) == heads([](const auto& r) { return r.card == population::CardState::Active; }));
    CHECK(total(report, "11", 3) ==
          heads([&](const auto& r) { return age_on(r.born, on) < 17 && r.marital == population::Marital::Single; }));
    CHECK(total(report, "12", 3) == heads([&](const auto& r) { return age_on(r.born, on) < 18; }));
    CHECK(total(report, "12", 5) == heads([](const auto& r) { return !r.birth_deed.empty(); }));
    CHECK(total(report, "13", 5) == heads([](const auto& r) { return r.marital == population::Marital::Married; }));
    CHECK(total(report, "17", 5) == heads([&](const auto& r) { return age_on(r.born, on) < 15; }));
    CHECK(total(report, "17", 6) == heads([&](const auto& r) { return age_on(r.born, on) >= 15 && age_on(r.born, on) < 65; }));
    CHECK(total(report, "17", 7) == heads([&](const auto& r) { return age_on(r.born, on) >= 65; }));
}

TEST_CASE("recording above 100 percent is printed as it is") {
    std::vector<population::Resident> people(12, residents().front());
    for (std::size_t i = 0; i < people.size(); ++i) {
        people[i].marital = population::Marital::Single;
        people[i].record_state = population::RecordState::PrintReadyRecord;
        people[i].born = i < 10 ? day("1990-05-05") : day("2009-06-01");  // two are sixteen
    }
    const auto figures = count_population(people, kSemester.cut_off(), regions(), "21.01");
    CHECK(figures.all.must_hold.both() == 10);
    CHECK(figures.all.recorded.both() == 12);
    CHECK(figures.all.recorded_early == 2);
    auto input = semester(people);
    const auto report = lpk_report(input, regions(), enumerations());
    REQUIRE(report.ok());
    const auto& cell = find_table(*report, "10")->totals->cells.at(8);
    CHECK(std::get<double>(cell) == Approx(120));
}

TEST_CASE("only those who live here on the day are counted, unknown villages are not lost") {
    std::vector<population::Resident> people(5, residents().front());
    people[0].life = population::LifeStatus::Deceased;
    people[1].life = population::LifeStatus::MovedAway;
    people[2].born = day("2026-01-01");
    people[3].address.village = "21.71.01.1001";
    const auto figures = count_population(people, kSemester.cut_off(), regions(), "21.01");
    CHECK(figures.left_out == 3);
    CHECK(figures.not_born == 1);
    CHECK(figures.all.people.both() == 2);
    REQUIRE(figures.districts.size() == 11);
    CHECK(figures.districts.back().people.both() == 1);
    const auto report = lpk_report(semester(people), regions(), enumerations());
    INFO((report ? "" : report.error().context));
    REQUIRE(report.ok());
    CHECK(problems(*report).empty());
}

TEST_CASE("codes outside the tables still count as people") {
    std::vector<population::Resident> people(3, residents().front());
    people[0].education = 200;
    people[1].occupation = 255;
    people[2].religion = static_cast<population::Religion>(9);
    const auto report = lpk_report(semester(people), regions(), enumerations());
    REQUIRE(report.ok());
    for (const auto* number : {"4a", "5a", "6"}) CHECK(total(*report, number, 3) == 3);
    const auto* religion = find_table(*report, "4a");
    CHECK(std::get<std::string>(religion->rows.back().cells[0]) == "TIDAK DIKETAHUI");
}

TEST_CASE("the balance identity holds, and a person too many is found") {
    auto input = semester(residents(), 2);
    const auto balance = balance_of(input, "21.01");
    REQUIRE(balance);
    CHECK(balance->end.both() == 3000);
    CHECK(balance->difference() == 2);
    CHECK(balance->holds());
    CHECK(balance->start.both() + balance->born.both() - balance->died.both() + balance->arrived.both() - balance->left.both() ==
          balance->expected());
    input.facts.begin()->second.start->male += 1;
    CHECK_FALSE(balance_of(input, "21.01")->holds());
    CHECK_FALSE(balance_of(input, input.facts.begin()->first)->holds());
    const auto report = lpk_report(input, regions(), enumerations());
    REQUIRE(report.ok());
    CHECK(std::get<std::string>(find_table(*report, "15c")->totals->cells.back()) == "periksa");
    input.facts.erase("21.01.09");
    CHECK_FALSE(balance_of(input, "21.01"));
    CHECK(balance_of(input, "21.01.04"));
}

TEST_CASE("LAMPID by month and by district are the same events") {
    const auto counts = lampid(9);
    std::int64_t born = 0;
    for (const auto& one : counts) born += one.kind == LampidKind::Lahir ? one.count : 0;
    const auto made = lampid_tables(counts, kSemester.period(), regions(), "21.01", "Sumber: uji.");
    CHECK(*count_at(made.by_month, {kTotals, 3}) == born);
    CHECK(*count_at(made.by_district, {kTotals, 3}) == born);
    CHECK(made.by_month.rows.size() == 6 * 11);
    auto outside = counts;
    for (auto& one : outside) one.month += std::chrono::months{6};
    CHECK(*count_at(lampid_tables(outside, kSemester.period(), regions(), "21.01", "x").by_month, {kTotals, 3}) == 0);
    const auto month = lampid_report(counts, std::chrono::year{2025} / 11, regions(), "21.01", "Sumber: uji.");
    CHECK(problems(month).empty());
    CHECK(find_table(month, "1")->title == "LAMPID bulan November 2025 menurut kecamatan");
}

TEST_CASE("what is wrong with the input is said") {
    auto input = semester(residents());
    input.semester.half = 3;
    CHECK(lpk_report(input, regions(), enumerations()).error().code == "lpk.semester");
    input = semester(residents());
    input.people.as_of = {};
    CHECK(lpk_report(input, regions(), enumerations()).error().code == "lpk.source_date");
    input = semester(residents());
    input.lampid[3].count = -1;
    CHECK(lpk_report(input, regions(), enumerations()).error().code == "lampid.count");
    input.lampid[3] = {std::chrono::year{2025} / 8, "21.71.01", Sex::Male, LampidKind::Mati, 1};
    CHECK(lpk_report(input, regions(), enumerations()).error().code == "lampid.district");
    input.lampid[3] = {{}, "21.01.04", Sex::Male, LampidKind::Mati, 1};
    CHECK(lpk_report(input, regions(), enumerations()).error().code == "lampid.month");
}

TEST_CASE("districts may be written without dots") {
    std::vector<LampidCount> counts{{std::chrono::year{2025} / 8, "210104", Sex::Female, LampidKind::Datang, 3}};
    CHECK(check(counts[0], regions(), "21.01").ok());
    const auto made = lampid_tables(counts, kSemester.period(), regions(), "21.01", "x");
    CHECK(*count_at(made.by_district, {0, 11}) == 3);
}

TEST_CASE("semesters") {
    CHECK(iso_date(Semester{2025, 1}.cut_off()) == "2025-06-30");
    CHECK(iso_date(Semester{2025, 2}.cut_off()) == "2025-12-31");
    CHECK(Semester{2025, 2}.label() == "Semester II Tahun 2025");
    CHECK(semester_of(day("2026-06-30")) == Semester{2026, 1});
    CHECK(semester_of(day("2026-07-01")) == Semester{2026, 2});
    CHECK(Semester{2025, 1}.period().months().size() == 6);
    CHECK(month_name(std::chrono::year{2025} / 5) == "Mei 2025");
    CHECK(iso_date(month_period(std::chrono::year{2024} / 2).last) == "2024-02-29");
    CHECK(Semester{2024, 1}.period().days() == 182);
}
