#include <catch2/catch.hpp>

#include "devices/biometrics/synth/finger_minutiae.h"

using namespace loket::biometrics;

TEST_CASE("minutiae without pictures repeat, differ between fingers and lie on the pad") {
    const auto one = synth::finger_minutiae(5, Finger::RightIndex);
    CHECK(one == synth::finger_minutiae(5, Finger::RightIndex));
    CHECK_FALSE(one == synth::finger_minutiae(5, Finger::LeftIndex));
    CHECK_FALSE(one == synth::finger_minutiae(6, Finger::RightIndex));
    for (std::uint64_t person = 0; person < 50; ++person) {
        const auto finger = synth::finger_minutiae(person, Finger::RightThumb);
        CHECK(finger.minutiae.size() >= 36);
        const auto laid = synth::lay_minutiae(finger, person);
        CHECK(laid == synth::lay_minutiae(finger, person));
        CHECK(laid.minutiae.size() > 20);
        CHECK(laid.minutiae.size() < 80);
        for (const auto& m : laid.minutiae) {
            CHECK(m.x < finger.width);
            CHECK(m.y < finger.height);
        }
        for (std::size_t i = 1; i < laid.minutiae.size(); ++i) CHECK(laid.minutiae[i - 1].quality >= laid.minutiae[i].quality);
    }
}
