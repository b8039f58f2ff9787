#include <catch2/catch.hpp>
#include <cmath>

#include "devices/biometrics/synth/synth.h"

using namespace loket::biometrics::synth;

namespace {

/// Points at equal steps of time through the written parts, as shares of the pad.
std::vector<std::pair<double, double>> outline(const std::vector<Pen>& pens) {
    std::vector<Pen> written;
    std::copy_if(pens.begin(), pens.end(), std::back_inserter(written),
                 [](const Pen& p) { return p.pressure > 0; });
    std::vector<std::pair<double, double>> points;
    for (int i = 0; i < 80; ++i) {
        const Pen& p = written[written.size() * static_cast<std::size_t>(i) / 80];
        points.emplace_back(p.x, p.y);
    }
    return points;
}

double distance(const std::vector<Pen>& a, const std::vector<Pen>& b) {
    const auto p = outline(a), q = outline(b);
    double sum = 0;
    for (std::size_t i = 0; i < p.size(); ++i)
        sum += std::hypot(p[i].first - q[i].first, p[i].second - q[i].second);
    return sum / static_cast<double>(p.size());
}

int lifts(const std::vector<Pen>& pens) {
    int count = 0;
    for (std::size_t i = 1; i < pens.size(); ++i) count += pens[i - 1].pressure > 0 && pens[i].pressure == 0;
    return count;
}

}  // namespace

TEST_CASE("A signature stays on the pad, at 200 Hz, and ends lifted") {
    for (std::uint64_t person = 0; person < 60; ++person) {
        const std::vector<Pen> pens = signature(person, 1);
        REQUIRE(pens.size() > 100);
        CHECK(pens.front().pressure > 0);
        CHECK(pens.back().pressure == 0);
        CHECK(pens.back().millis > 800);
        CHECK(pens.back().millis < 9000);
        for (std::size_t i = 0; i < pens.size(); ++i) {
            const Pen& p = pens[i];
            REQUIRE((p.x > 0 && p.x < kPadWidth - 1 && p.y > 0 && p.y < kPadHeight - 1));
            REQUIRE((p.pressure >= 0 && p.pressure <= 1023));
            if (i > 0) REQUIRE(p.millis - pens[i - 1].millis == 5);
            if (i > 0)
                REQUIRE(std::hypot(p.x - pens[i - 1].x, p.y - pens[i - 1].y) < 40);  // a hand does not jump
        }
    }
}

TEST_CASE("Takes vary a little, people a lot") {
    for (std::uint64_t person = 1; person < 12; ++person) {
        const std::vector<Pen> first = signature(person, 1), second = signature(person, 2);
        CHECK(distance(first, second) > 1);
        CHECK(distance(first, second) < 80);
        CHECK(distance(first, signature(person + 100, 1)) > distance(first, second));
        CHECK(lifts(first) == lifts(second));
    }
}

TEST_CASE("A take repeats") {
    const auto a = signature(7, 3), b = signature(7, 3);
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        CHECK(a[i].x == b[i].x);
        CHECK(a[i].y == b[i].y);
        CHECK(a[i].pressure == b[i].pressure);
    }
}

TEST_CASE("Some people lift the pen within the signature") {
    int several = 0;
    for (std::uint64_t person = 0; person < 40; ++person) several += lifts(signature(person, 1)) > 1;
    CHECK(several > 12);
    CHECK(several < 40);
}
