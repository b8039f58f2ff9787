#include <catch2/catch.hpp>

#include "devices/biometrics/finger/finger.h"
#include "devices/biometrics/finger/same_finger.h"
#include "drivers/sim_fingerprint/driver.h"
#include "drivers/sim_fingerprint/fingers.h"
#include "tests/runtime/station.h"

using namespace loket;
using namespace loket::test;
using biometrics::Finger;
using biometrics::Slap;

namespace {

const model::Driver& kDriver = drivers::sim_fingerprint::kDriver;

model::FingerRequest slap(Slap which) {
    const auto fingers = biometrics::fingers_of(which);
    return {{fingers.begin(), fingers.end()}, which};
}
model::FingerOutcome seen(Bench& bench, const model::FingerRequest& ask) {
    auto result = bench.perform(ask);
    REQUIRE(result);
    return std::get<model::FingerOutcome>(*result);
}
GrayImage index_of(Bench& bench) { return seen(bench, {{Finger::RightIndex}, {}}).fingers.at(0).image; }

double similarity(const GrayImage& a, const GrayImage& b) {
    const auto first = biometrics::extract_minutiae(a);
    const auto second = biometrics::extract_minutiae(b);
    REQUIRE((first && second));
    return biometrics::match_score(*first, *second);
}

}  // namespace

TEST_CASE("a slap gives each finger in the order requested, and the plate") {
    Bench bench(kDriver);
    const auto ask = slap(Slap::LeftFour);
    const auto outcome = seen(bench, ask);
    REQUIRE(outcome.fingers.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(outcome.fingers[i].finger == ask.fingers[i]);
        CHECK(outcome.fingers[i].image.dpi == 500);
        CHECK(outcome.fingers[i].image.at(0, 0) > 128);  // light ground
    }
    CHECK(outcome.plate.width == 1600);
    CHECK(seen(bench, slap(Slap::Thumbs)).plate.width == 1000);
    CHECK(bench.sink.hints.front() == "finger.place_left_four");
    CHECK(bench.sink.hints.back() == "finger.lift");
    CHECK(bench.sink.previews.size() >= 2);
}

TEST_CASE("two placements of a finger differ, but less than from a stranger's") {
    Bench bench(kDriver);
    const auto first = index_of(bench);
    const auto second = index_of(bench);
    CHECK(first != second);
    bench.fault("wrong_person");
    const auto strange = index_of(bench);
    CHECK(similarity(first, second) > 2 * similarity(first, strange));
    CHECK(similarity(first, index_of(bench)) > 2 * similarity(first, strange));
}

TEST_CASE("the same scene gives the same pictures in each run") {
    Bench one(kDriver);
    Bench two(kDriver);
    CHECK(index_of(one) == index_of(two));
    CHECK(index_of(one) == index_of(two));
}

TEST_CASE("dry and wet fingers are returned, worse, and told to the person") {
    Bench bench(kDriver);
    const int good = biometrics::finger_quality(index_of(bench)).score;
    bench.fault("dry_finger");
    CHECK(biometrics::finger_quality(index_of(bench)).score < good);
    CHECK(std::count(bench.sink.hints.begin(), bench.sink.hints.end(), "finger.press_harder") == 1);
    bench.fault("wet_finger");
    CHECK(biometrics::finger_quality(index_of(bench)).score < good);
    CHECK(std::count(bench.sink.hints.begin(), bench.sink.hints.end(), "finger.wipe_dry") == 1);
}

TEST_CASE("a finger that is not on the glass is named, unless it was excused") {
    Bench bench(kDriver);
    bench.scene.set_person({.seed = 7, .missing_fingers = {Finger::RightRing}, .missing_eyes = {}});
    auto ask = slap(Slap::RightFour);
    const auto refused = bench.perform(ask);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().fault == Fault::Rejected);
    CHECK(refused.error().code == "finger.missing");
    CHECK(refused.error().context == "right_ring");
    std::erase(ask.fingers, Finger::RightRing);
    CHECK(seen(bench, ask).fingers.size() == 3);

    bench.fault("missing_finger", 1, static_cast<int>(Finger::LeftIndex));
    CHECK(bench.perform(slap(Slap::LeftFour)).error().context == "left_index");
    CHECK(bench.perform(slap(Slap::LeftFour)).ok());
}

TEST_CASE("the wrong hand, and a finger that lies there twice, are returned as what was asked for: the desk has to see it") {
    Bench bench(kDriver);
    const auto right = index_of(bench);
    bench.fault("swapped_hands", 2);
    const auto hand = seen(bench, slap(Slap::RightFour));
    CHECK(biometrics::slap_hand(hand.plate) == biometrics::Hand::Left);
    CHECK(hand.fingers.front().finger == Finger::RightIndex);
    const auto left = index_of(bench);
    CHECK(similarity(right, left) < similarity(right, index_of(bench)));
    bench.fault("same_finger", 1, static_cast<int>(Finger::RightIndex));
    const auto twice = seen(bench, slap(Slap::LeftFour)).fingers.front();
    CHECK(twice.finger == Finger::LeftLittle);
    CHECK(similarity(right, twice.image) > similarity(right, left));
    CHECK(biometrics::slap_hand(seen(bench, slap(Slap::RightFour)).plate) == biometrics::Hand::Right);
}

TEST_CASE("an untouched glass times out, a request for nothing is refused") {
    Bench bench(kDriver);
    bench.fault("no_finger");
    CHECK(bench.perform(slap(Slap::RightFour)).error().fault == Fault::TimedOut);
    CHECK(bench.perform(model::FingerRequest{}).error().fault == Fault::Unsupported);
}

TEST_CASE("the fingers kept are bounded, and come back the same") {
    drivers::sim_fingerprint::Fingers fingers(3);
    const auto first = fingers.lay_down(1, Finger::LeftThumb, {});
    for (const auto finger : biometrics::fingers_of(Slap::RightFour)) (void)fingers.lay_down(1, finger, {});
    CHECK(fingers.kept() == 3);
    CHECK(fingers.lay_down(1, Finger::LeftThumb, {}) == first);
}

TEST_CASE("a lifted finger waits for the capture that asks for it") {
    Bench bench(kDriver);
    bench.fault("missing_finger", 1, static_cast<int>(Finger::LeftThumb));
    CHECK(bench.perform(model::FingerRequest{{Finger::RightIndex}, {}}).ok());
    CHECK(bench.perform(slap(Slap::Thumbs)).error().context == "left_thumb");
}

TEST_CASE("stations with scenes of their own do not take the same picture of a finger") {
    Bench here(kDriver, 1);
    Bench there(kDriver, 2);
    CHECK(index_of(here) != index_of(there));
}

TEST_CASE("growing fingers does not hold up the stop") {
    Bench bench(kDriver);
    bench.scene.set_real_time(true);
    std::uint64_t person = 1000;
    for (const int millis : {0, 50, 200}) {
        CHECK(once_in_three([&] {
            bench.scene.set_person({.seed = ++person, .missing_fingers = {}, .missing_eyes = {}});
            return stopping_time(bench, slap(Slap::RightFour), Millis{millis}) < Millis{100};
        }));
    }
}
