#include "workflow/population/nik.h"

#include <set>

#include "devices/base/random.h"
#include "tests/population/fixture.h"

using namespace loket;
using namespace loket::population;
using namespace loket::population::test;

namespace {

NikReport examine(std::string_view nik, NikContext context = {.today = kToday}) {
    return examine_nik(nik, regions(), context);
}

bool says_only(const NikReport& report, std::string_view code) {
    return report.findings.size() == 1 && report.findings[0].code == code;
}

}  // namespace

TEST_CASE("a NIK tells sex, birthday and where it was first given") {
    const auto report = examine("2101064107900001");
    CHECK(report.valid());
    CHECK(report.findings.empty());
    CHECK(report.sex == Sex::Female);
    CHECK(report.born == day("1990-07-01"));
    CHECK(report.district == "Bintan Timur");
    CHECK(report.regency == "KABUPATEN BINTAN");
    CHECK(report.province == "KEPULAUAN RIAU");
    CHECK(report.serial == 1);
    CHECK(describe(report) ==
          "2101064107900001: valid, female, 1 July 1990, Bintan Timur, KABUPATEN BINTAN, KEPULAUAN RIAU, "
          "serial 1");
}

TEST_CASE("every rule that refuses a NIK is hit by its own case") {
    CHECK(says_only(examine("210106410790001"), "nik.length"));
    CHECK(says_only(examine("21010641079000011"), "nik.length"));
    CHECK(says_only(examine("210106410790000A"), "nik.not_digits"));
    CHECK(says_only(examine(" 101064107900001"), "nik.not_digits"));
    CHECK(says_only(examine("9901060107900001"), "nik.province"));
    CHECK(says_only(examine("2101060113900001"), "nik.month"));
    CHECK(says_only(examine("2101060100900001"), "nik.month"));
    for (const auto* bad_day : {"00", "32", "40", "72", "99"}) {
        CAPTURE(bad_day);
        CHECK(says_only(examine(std::string("210106") + bad_day + "07900001"), "nik.day"));
    }
    for (const auto* bad_date : {"3102", "3002", "3104", "7102", "7006", "7106", "7111"}) {
        CAPTURE(bad_date);
        const bool impossible = std::string_view(bad_date) != "7006";
        CHECK(examine(std::string("210106") + bad_date + "900001").valid() != impossible);
        if (impossible) CHECK(says_only(examine(std::string("210106") + bad_date + "900001"), "nik.date"));
    }
    CHECK(says_only(examine("2101060107900000"), "nik.serial"));
    CHECK(has_code(examine("").findings, "nik.length"));
    const auto many = examine("9999999999999990");
    CHECK(many.findings.size() == 3);  // province, month, day
    CHECK_FALSE(many.born.has_value());
}

TEST_CASE("the first error is what parse_nik rejects with") {
    const auto bad = parse_nik("2101060113900001", regions(), {.today = kToday});
    REQUIRE_FALSE(bad.ok());
    CHECK(bad.error().fault == Fault::Rejected);
    CHECK(bad.error().code == "nik.month");
    CHECK(bad.error().context.find("2101") == std::string::npos);
    CHECK(parse_nik("2101010107900001", regions(), {.today = kToday}).ok());
}

TEST_CASE("retired district codes warn and do not refuse") {
    for (const auto* prefix : {"210101", "210102", "210103", "210105", "210111", "217299"}) {
        const auto report = examine(std::string(prefix) + "0107900001");
        CAPTURE(prefix);
        CHECK(report.valid());
        CHECK(says_only(report, "nik.region"));
        CHECK(report.findings[0].level == Level::Warn);
    }
}

TEST_CASE("29 February needs a leap year among the plausible ones") {
    CHECK(examine("2101062902960001").born == day("1996-02-29"));
    CHECK(examine("2101066902040001").born == day("2004-02-29"));
    CHECK(examine("2101062902000001").born == day("2000-02-29"));
    CHECK(says_only(examine("2101062902950001"), "nik.date"));
    // Before 2000, year 00 can only be 1900, which was no leap year.
    CHECK(says_only(examine("2101062902000001", {.today = day("1999-06-01")}), "nik.date"));
    CHECK(examine("2101062902040001", {.today = day("1999-06-01")}).born == day("1904-02-29"));
}

TEST_CASE("the century is the recorded one, else the youngest that fits") {
    CHECK(examine("2101060101260001").born == day("2026-01-01"));
    CHECK(examine("2101060112260001").born == day("1926-12-01"));
    CHECK(examine("2101060101120001").born == day("2012-01-01"));
    CHECK(examine("2101060101120001", {.today = kToday, .at_least_17 = true}).born == day("1912-01-01"));
    CHECK(examine("2101060101080001", {.today = kToday, .at_least_17 = true}).born == day("2008-01-01"));
    const auto old = examine("2101060101120001", {.today = kToday, .recorded_birth = day("1912-01-01")});
    CHECK(old.born == day("1912-01-01"));
    CHECK(old.findings.empty());
}

TEST_CASE("differences from the record and impossible ages warn") {
    CHECK(says_only(examine("2101060107900001", {.today = kToday, .recorded_birth = day("1990-07-02")}),
               "nik.birth_differs"));
    CHECK(
        says_only(examine("2101060107900001", {.today = kToday, .recorded_sex = Sex::Female}), "nik.sex_differs"));
    CHECK(examine("2101064107900001",
                  {.today = kToday, .recorded_birth = day("1990-07-01"), .recorded_sex = Sex::Female})
              .findings.empty());
    CHECK(
        says_only(examine("2101060107900001", {.today = kToday, .recorded_birth = day("1890-07-01")}), "nik.age"));
    CHECK(says_only(examine("2101060107950001", {.today = day("1990-01-01")}), "nik.age"));
}

TEST_CASE("every day of two centuries survives composing and reading") {
    const std::chrono::sys_days first = day("1907-01-01"), last = kToday;
    std::size_t count = 0;
    for (auto at = first; at <= last; at += std::chrono::days{1}, ++count) {
        const auto sex = count % 2 == 0 ? Sex::Male : Sex::Female;
        const auto nik = compose_nik("210107", Date{at}, sex, static_cast<int>(count % 9999) + 1);
        const auto report = examine(*nik, {.today = kToday, .recorded_birth = Date{at}, .recorded_sex = sex});
        if (!report.findings.empty() || report.born != Date{at} || report.sex != sex ||
            report.serial != static_cast<int>(count % 9999) + 1)
            FAIL("does not survive: " << iso_date(Date{at}));
    }
    CHECK(count > 43000);
}

TEST_CASE("composing refuses what no NIK can say") {
    CHECK(compose_nik("21010", kToday, Sex::Male, 1).error().code == "nik.region");
    CHECK(compose_nik("21.106", kToday, Sex::Male, 1).error().code == "nik.region");
    CHECK(compose_nik("210106", Date{}, Sex::Male, 1).error().code == "nik.date");
    CHECK(compose_nik("210106", kToday, Sex::Male, 0).error().code == "nik.serial");
    CHECK(compose_nik("210106", kToday, Sex::Male, 10000).error().code == "nik.serial");
}

TEST_CASE("random garbage is read without harm, random digits keep the rules") {
    SeededRandom random(20261123);
    std::set<std::string> codes;
    for (int i = 0; i < 60000; ++i) {
        std::string text;
        const bool digits = i % 3 != 0;
        const auto length = digits && i % 5 != 0 ? 16 : random.between(0, 40);
        for (int c = 0; c < length; ++c)
            text += static_cast<char>(digits ? '0' + random.between(0, 9) : random.between(0, 255));
        if (i % 7 == 0 && text.size() == 16) text.replace(0, 6, "210106");
        const auto report = examine(text, {.today = kToday, .at_least_17 = random.chance(0.5)});
        for (const auto& finding : report.findings) codes.insert(finding.code);
        if (report.valid() != (report.born && report.sex && report.serial > 0 && !report.province.empty()))
            FAIL("inconsistent report");
    }
    for (const auto* code :
         {"nik.length", "nik.not_digits", "nik.province", "nik.month", "nik.day", "nik.date", "nik.region"})
        CHECK(codes.count(code) == 1);
}

TEST_CASE("public screens show only the ends") {
    CHECK(mask_nik("2101064107900001") == "2101••••••••0001");
    CHECK(mask_nik("210106") == "••••••••••••••••");
    CHECK(mask_nik("21010641079000AB") == "••••••••••••••••");
}

TEST_CASE("a refused NIK is described with its reasons") {
    const auto text = describe(examine("2101063113900001"));
    CHECK(text.find("not valid") != std::string::npos);
    CHECK(text.find("error: the month is not 01 to 12 (nik.month)") != std::string::npos);
    CHECK(describe(examine("12")).find("NIK: not valid") == 0);
}
