#include "workflow/population/calendar.h"

#include "devices/base/file.h"
#include "tests/population/fixture.h"

using namespace loket;
using namespace loket::population;
using namespace loket::population::test;

namespace {
const WorkCalendar& calendar() {
    static const auto loaded = WorkCalendar::load(assets() / "calendar");
    REQUIRE(loaded.ok());
    return loaded.value();
}
Date after(const char* from, int days) {
    const auto due = calendar().add_working_days(day(from), days);
    REQUIRE(due.ok());
    return *due;
}
}  // namespace

TEST_CASE("three working days of an ordinary week") {
    CHECK(after("2026-11-23", 3) == day("2026-11-26"));
    CHECK(after("2026-11-27", 1) == day("2026-11-30"));  // over a weekend
    CHECK(after("2026-11-28", 1) == day("2026-11-30"));  // from a Saturday
    CHECK(after("2026-11-23", 0) == day("2026-11-23"));
}

TEST_CASE("holidays and joint leave stop the clock") {
    CHECK(after("2026-03-17", 3) ==
          day("2026-03-27"));  // Nyepi and Idulfitri: 18, 19, 20, 23, 24 March are off
    CHECK(after("2026-12-23", 1) == day("2026-12-28"));
    CHECK(*calendar().is_working_day(day("2026-12-24")) == false);
    CHECK(*calendar().is_working_day(day("2026-12-28")) == true);
    CHECK(*calendar().is_working_day(day("2026-11-22")) == false);
    REQUIRE(calendar().holiday(day("2026-03-21")) != nullptr);
    CHECK(calendar().holiday(day("2026-03-21"))->kind == HolidayKind::LiburNasional);
    CHECK(calendar().holiday(day("2026-03-20"))->kind == HolidayKind::CutiBersama);
    CHECK(calendar().holiday(day("2026-11-23")) == nullptr);
}

TEST_CASE("working days between two days count the way they are added") {
    CHECK(*calendar().working_days_between(day("2026-03-17"), day("2026-03-27")) == 3);
    CHECK(*calendar().working_days_between(day("2026-03-27"), day("2026-03-17")) == -3);
    CHECK(*calendar().working_days_between(day("2026-03-17"), day("2026-03-17")) == 0);
    for (int days = 0; days <= 200; ++days)
        CHECK(*calendar().working_days_between(day("2026-01-01"), after("2026-01-01", days)) == days);
    int working = 0;
    for (std::chrono::sys_days at = day("2026-01-01"); at <= day("2026-12-31"); at += std::chrono::days{1})
        working += *calendar().is_working_day(Date{at}) ? 1 : 0;
    CHECK(working ==
          261 - 13 - 8);  // weekdays of 2026, less the 13 holidays and 8 joint-leave days that fall on one
}

TEST_CASE("a year without a file is flagged and never computed") {
    CHECK(calendar().has_year(2026));
    CHECK_FALSE(calendar().has_year(2025));
    CHECK_FALSE(calendar().has_year(2027));
    CHECK(calendar().is_working_day(day("2027-01-04")).error().code == "calendar.year_missing");
    CHECK(calendar().add_working_days(day("2026-12-30"), 3).error().code == "calendar.year_missing");
    CHECK(calendar().working_days_between(day("2025-12-01"), day("2026-01-05")).error().code ==
          "calendar.year_missing");
    const auto due = calendar().due_day(day("2026-12-30"), 3);
    CHECK(due.year_missing == 2027);
    CHECK(due.day == day("2027-01-04"));
    CHECK_FALSE(calendar().due_day(day("2026-11-23"), 3).year_missing.has_value());
}

TEST_CASE("days and counts that make no sense are refused") {
    CHECK(calendar().is_working_day(Date{}).error().code == "calendar.date");
    CHECK(calendar().add_working_days(Date{}, 3).error().code == "calendar.date");
    CHECK(calendar().working_days_between(Date{}, day("2026-01-01")).error().code == "calendar.date");
    CHECK(calendar().add_working_days(day("2026-01-01"), -1).error().code == "calendar.count");
    CHECK(calendar().add_working_days(day("2026-01-01"), 100000).error().code == "calendar.count");
}

TEST_CASE("a broken holiday file is refused with file and line") {
    const Scratch scratch("calendar");
    const auto refuse = [&](const char* rows) {
        REQUIRE(write_text(scratch.path / "2030.csv", std::string("date,kind,name\n") + rows).ok());
        const auto loaded = WorkCalendar::load(scratch.path);
        REQUIRE_FALSE(loaded.ok());
        CHECK(loaded.error().context.find("2030.csv:") != std::string::npos);
    };
    refuse("2031-01-01,libur_nasional,Another year\n");
    refuse("2030-02-30,libur_nasional,No such day\n");
    refuse("2030-01-01,party,Kind\n");
    refuse("2030-01-01,libur_nasional,A\n2030-01-01,cuti_bersama,B\n");
    REQUIRE(
        write_text(scratch.path / "2030.csv", "date,kind,name\n2030-08-12,libur_daerah,Hari Jadi\n").ok());
    REQUIRE(write_text(scratch.path / "notes.txt", "not a year").ok());
    const auto loaded = WorkCalendar::load(scratch.path);
    REQUIRE(loaded.ok());
    CHECK(*loaded.value().is_working_day(day("2030-08-12")) == false);
    CHECK(WorkCalendar::load(scratch.path / "absent").error().fault == Fault::Gone);
}
