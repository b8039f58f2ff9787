#include "devices/biometrics/synth/finger_plan.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <numbers>

#include "devices/biometrics/synth/finger_orientation.h"

using namespace loket::biometrics;
using namespace loket::biometrics::synth;

namespace {

/// Turns of the ridge direction (in half-turns) along a small circle: 1 around a core, -1 around a delta, 0
/// elsewhere.
int winding(const FingerPlan& plan, Point centre, double radius) {
    constexpr int kSteps = 720;
    double sum = 0;
    for (int i = 0; i < kSteps; ++i) {
        const auto direction = [&](int step) {
            const double angle = step * 2 * std::numbers::pi / kSteps;
            return ridge_direction(
                plan, {centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
        };
        sum += std::remainder(direction(i + 1) - direction(i), std::numbers::pi);
    }
    return static_cast<int>(std::lround(sum / std::numbers::pi));
}

std::map<HenryClass, double> shares(Finger finger) {
    constexpr int kPeople = 4000;
    std::map<HenryClass, double> result;
    for (std::uint64_t person = 0; person < kPeople; ++person)
        result[henry_class(person, finger)] += 100.0 / kPeople;
    return result;
}

}  // namespace

TEST_CASE("Directions wind around cores and deltas and nowhere else") {
    for (std::uint64_t person = 0; person < 60; ++person) {
        const FingerPlan plan = plan_finger(person, Finger::RightIndex);
        for (const Singularity& core : plan.cores) CHECK(winding(plan, core.at, 3) == 1);
        for (const Singularity& delta : plan.deltas) CHECK(winding(plan, delta.at, 3) == -1);
        CHECK(winding(plan, {0, 190}, 10) == 0);
    }
}

TEST_CASE("Every family has its singular points") {
    std::map<HenryClass, int> seen;
    for (std::uint64_t person = 0; person < 400; ++person) {
        const FingerPlan plan = plan_finger(person, Finger::LeftIndex);
        ++seen[plan.henry];
        const std::size_t points = plan.henry == HenryClass::Arch    ? 0
                                   : plan.henry >= HenryClass::Whorl ? 2
                                                                     : 1;
        CHECK(plan.cores.size() == points);
        CHECK(plan.deltas.size() == points);
        if (plan.henry == HenryClass::LeftLoop)
            CHECK(plan.deltas[0].at.x > plan.cores[0].at.x);  // opens left, delta on the right
        if (plan.henry == HenryClass::RightLoop) CHECK(plan.deltas[0].at.x < plan.cores[0].at.x);
    }
    CHECK(seen.size() == 6);
}

TEST_CASE("Families have realistic shares, mirrored between the hands") {
    const auto right = shares(Finger::RightLittle), left = shares(Finger::LeftLittle);
    CHECK(right.at(HenryClass::RightLoop) == Approx(76).margin(4));
    CHECK(left.at(HenryClass::LeftLoop) == Approx(76).margin(4));
    CHECK(shares(Finger::RightThumb).at(HenryClass::Whorl) > 35);
    const auto index = shares(Finger::RightIndex);
    CHECK(index.at(HenryClass::LeftLoop) > 9);  // radial loops live on the index finger
    CHECK(index.at(HenryClass::Arch) + index.at(HenryClass::TentedArch) == Approx(12).margin(3));
}

TEST_CASE("The two hands of a person resemble each other") {
    int same = 0, strangers = 0;
    constexpr int kPeople = 600;
    const auto whorl = [](HenryClass h) { return h >= HenryClass::Whorl; };
    for (std::uint64_t person = 0; person < kPeople; ++person) {
        same += whorl(henry_class(person, Finger::RightRing)) == whorl(henry_class(person, Finger::LeftRing));
        strangers += whorl(henry_class(person, Finger::RightRing)) ==
                     whorl(henry_class(person + kPeople, Finger::LeftRing));
    }
    CHECK(same > strangers + kPeople / 10);
}

TEST_CASE("Ridge spacing stays within what skin shows at 500 dpi") {
    for (std::uint64_t person = 0; person < 8; ++person) {
        const RidgeMaps maps = ridge_maps(plan_finger(person, Finger::RightLittle));
        for (const float period : maps.period.values) {
            REQUIRE(period * kMapStep > 6.5F);
            REQUIRE(period * kMapStep < 13.0F);
        }
    }
}
