#include "workflow/population/numbering.h"

#include "tests/population/fixture.h"

using namespace loket;
using namespace loket::population;
using namespace loket::population::test;

TEST_CASE("serials count on within a district, day and sex") {
    Numbering numbering;
    const auto born = day("1990-07-01");
    CHECK(*numbering.nik("210106", born, Sex::Female) == "2101064107900001");
    CHECK(*numbering.nik("210106", born, Sex::Female) == "2101064107900002");
    CHECK(*numbering.nik("210106", born, Sex::Male) == "2101060107900001");
    CHECK(*numbering.nik("210107", born, Sex::Female) == "2101074107900001");
    CHECK(*numbering.nik("210106", day("1890-07-01"), Sex::Female) ==
          "2101064107900003");  // the same digits, another century
    CHECK(*numbering.kk("210106", day("2010-07-01")) == "2101060107100001");
    CHECK(*numbering.kk("210106", day("2010-07-01")) == "2101060107100002");
}

TEST_CASE("a day and district has 9999 numbers and no more") {
    Numbering numbering;
    const auto born = day("1990-07-01");
    for (int i = 1; i <= 9999; ++i) REQUIRE(numbering.nik("210106", born, Sex::Male).ok());
    CHECK(numbering.nik("210106", born, Sex::Male).error().code == "nik.serial");
    for (int i = 1; i <= 9999; ++i) REQUIRE(numbering.kk("210106", born).ok());
    CHECK(numbering.kk("210106", born).error().code == "kk.serial");
}

TEST_CASE("deeds tell whether the birth was recorded in time") {
    Numbering numbering;
    CHECK(numbering.birth_deed("2101", day("2005-09-17"), day("2005-09-20")) == "2101-LU-20092005-0001");
    CHECK(numbering.birth_deed("2101", day("2005-09-01"), day("2005-09-20")) == "2101-LU-20092005-0002");
    CHECK(numbering.birth_deed("2101", day("2005-09-17"), day("2005-11-16")) == "2101-LU-16112005-0001");
    CHECK(numbering.birth_deed("2101", day("2005-09-17"), day("2005-11-17")) == "2101-LT-17112005-0001");
}
