#include "workflow/reports/number.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "devices/base/random.h"
#include "workflow/reports/stats.h"

using namespace loket;
using namespace loket::reports;

TEST_CASE("numbers print the Indonesian way") {
    CHECK(grouped(0) == "0");
    CHECK(grouped(999) == "999");
    CHECK(grouped(1000) == "1.000");
    CHECK(grouped(1'234'567) == "1.234.567");
    CHECK(grouped(-1234) == "-1.234");
    CHECK(grouped(std::numeric_limits<std::int64_t>::min()) == "-9.223.372.036.854.775.808");
    CHECK(decimal(91.47509, 2) == "91,48");
    CHECK(decimal(1234.5, 2) == "1.234,50");
    CHECK(decimal(-0.001, 2) == "0,00");
    CHECK(decimal(-1234.5, 1) == "-1.234,5");
    CHECK(decimal(7, 0) == "7");
    CHECK(percent(99.95, 1) == "100,0 %");
    CHECK(plain_decimal(1234.5, 2) == "1234.50");
    CHECK(decimal(std::nan(""), 2) == "–");
    CHECK(plain_decimal(std::numeric_limits<double>::infinity(), 2).empty());
    CHECK(duration(125) == "2 jam 5 menit");
    CHECK(duration(3 * 24 * 60 + 120) == "3 hari 2 jam");
    CHECK(duration(0.2) == "0 menit");
}

TEST_CASE("halves go up even where binary fractions fall short") {
    CHECK(decimal(88.305, 2) == "88,31");
    CHECK(decimal(2.675, 2) == "2,68");
    CHECK(decimal(1.005, 2) == "1,01");
    CHECK(decimal(-2.675, 2) == "-2,68");
    CHECK(decimal(0.125, 2) == "0,13");
    CHECK(decimal(88.3049, 2) == "88,30");
    // Every half of a hundredth, written as a decimal literal would be.
    for (int hundredths = 0; hundredths < 10'000; ++hundredths)
        CHECK(std::lround(round_half_up(hundredths / 100.0 + 0.005, 2) * 100) == hundredths + 1);
}

TEST_CASE("statistics of nothing are nothing") {
    CHECK(!median({}));
    CHECK(!mean({}));
    CHECK(!percentage(3, 0));
    CHECK(spread({}).count == 0);
    CHECK(!spread({}).p90);
    const std::vector<double> broken{std::nan("")};
    CHECK(!median(broken));
}

TEST_CASE("quantiles by linear interpolation, as a spreadsheet gives them") {
    const std::vector<double> values{15, 20, 35, 40, 50};
    CHECK(*median(values) == Approx(35));
    CHECK(*quantile(values, 0.4) == Approx(29));
    CHECK(*quantile(values, 0) == 15);
    CHECK(*quantile(values, 1) == 50);
    CHECK(*quantile(values, 7) == 50);
    CHECK(*percentage(120, 100) == 120);  // never clamped
}

TEST_CASE("property: quantiles are ordered, bounded, and blind to the order of values") {
    SeededRandom random(11);
    for (int round = 0; round < 400; ++round) {
        std::vector<double> values;
        const int count = random.between(1, 60);
        for (int i = 0; i < count; ++i) values.push_back(random.between(-500, 500) / 7.0);
        double last = -1e9;
        for (const double share : {0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0}) {
            const double value = *quantile(values, share);
            CHECK(value >= last);
            last = value;
        }
        auto shuffled = values;
        for (auto i = shuffled.size(); i > 1; --i) std::swap(shuffled[i - 1], shuffled[random.below(i)]);
        CHECK(*quantile(shuffled, 0.37) == *quantile(values, 0.37));
        // Not more than half lie on either side of the median.
        const double middle = *median(values);
        const auto below = std::count_if(values.begin(), values.end(), [&](double v) { return v < middle - 1e-9; });
        const auto above = std::count_if(values.begin(), values.end(), [&](double v) { return v > middle + 1e-9; });
        CHECK(2 * below <= count);
        CHECK(2 * above <= count);
    }
}
