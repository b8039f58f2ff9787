#include "devices/base/clock.h"

#include <catch2/catch.hpp>

using namespace loket;
using namespace std::chrono_literals;

namespace {
constexpr Date kDay{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{23}};
}

TEST_CASE("WIB is seven hours ahead of UTC and the day turns with it") {
    const auto late = wib_instant(kDay, 23, 59, 59);
    CHECK(iso_instant(late) == "2026-11-23T16:59:59.000Z");
    CHECK(wib_date(late) == kDay);
    CHECK(iso_date(wib_date(late + 1s)) == "2026-11-24");
    CHECK(wib_time(late).hour == 23);
}

TEST_CASE("dates parse strictly") {
    CHECK(parse_iso_date("2026-11-23") == kDay);
    for (const auto* bad : {"2026-02-30", "2026-2-03", "2026/02/03", "", "2026-13-01", "20x6-01-01", "2026-01-1 "})
        CHECK_FALSE(parse_iso_date(bad));
    CHECK(dmy_date(kDay) == "23-11-2026");
}

TEST_CASE("age counts completed years, also for people born on 29 February") {
    const auto born = *parse_iso_date("2008-02-29");
    CHECK(age_on(born, *parse_iso_date("2025-02-28")) == 16);
    CHECK(age_on(born, *parse_iso_date("2025-03-01")) == 17);
}
