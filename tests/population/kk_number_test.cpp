#include "workflow/population/kk_number.h"

#include "tests/population/fixture.h"

using namespace loket;
using namespace loket::population;
using namespace loket::population::test;

namespace {
bool only(std::string_view kk, std::string_view code) {
    const auto report = examine_kk(kk, regions(), kToday);
    return report.findings.size() == 1 && report.findings[0].code == code;
}
}  // namespace

TEST_CASE("a KK number tells where and when it was recorded") {
    const auto report = examine_kk("2101071511080003", regions(), kToday);
    CHECK(report.findings.empty());
    CHECK(report.recorded == day("2008-11-15"));
    CHECK(report.district == "Bintan Utara");
    CHECK(report.serial == 3);
    CHECK(examine_kk("2101071511980003", regions(), kToday).recorded == day("1998-11-15"));
}

TEST_CASE("each rule of the KK number refuses") {
    CHECK(only("210107151108", "kk.length"));
    CHECK(only("21010715110800O3", "kk.not_digits"));
    CHECK(only("9901071511080003", "kk.province"));
    CHECK(only("2101071513080003", "kk.month"));
    CHECK(only("2101074111080003", "kk.day"));  // no +40 here
    CHECK(only("2101070011080003", "kk.day"));
    CHECK(only("2101073002080003", "kk.date"));
    CHECK(only("2101072902070003", "kk.date"));
    CHECK(only("2101071511080000", "kk.serial"));
    CHECK(only("2101011511080003", "kk.region"));
    CHECK(parse_kk("2101011511080003", regions(), kToday).ok());
    CHECK(parse_kk("2101071513080003", regions(), kToday).error().code == "kk.month");
}

TEST_CASE("composed KK numbers read back") {
    const auto kk = compose_kk("210115", day("2024-02-29"), 42);
    REQUIRE(kk.ok());
    CHECK(*kk == "2101152902240042");
    CHECK(examine_kk(*kk, regions(), kToday).recorded == day("2024-02-29"));
    CHECK(compose_kk("2101", kToday, 1).error().code == "kk.region");
    CHECK(compose_kk("210115", kToday, 0).error().code == "kk.serial");
}
