// A finger put down twice, and which hand lies on the glass.

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

#include "devices/base/random.h"
#include "devices/biometrics/finger/same_finger.h"
#include "devices/biometrics/synth/synth.h"

using namespace loket;
using namespace loket::biometrics;

namespace {

/// Growing a finger is costly, laying it down is not.
GrayImage print_of(std::uint64_t person, Finger finger, std::uint64_t take) {
    static std::map<std::pair<std::uint64_t, Finger>, synth::FingerMaster> masters;
    auto& master = masters[{person, finger}];
    if (master.finger == Finger::Unknown) master = synth::finger_master(person, finger);
    return synth::render_impression(master, {.seed = take});
}

NamedFinger named(std::uint64_t person, Finger as, Finger really, std::uint64_t take) {
    const auto minutiae = extract_minutiae(print_of(person, really, take));
    REQUIRE(minutiae);
    return {as, prepare(*minutiae)};
}

std::vector<NamedFinger> hand(std::uint64_t person, Slap slap, std::uint64_t take) {
    std::vector<NamedFinger> fingers;
    for (const auto finger : fingers_of(slap)) fingers.push_back(named(person, finger, finger, take));
    return fingers;
}

GrayImage plate_of(std::uint64_t person, Slap slap, std::uint64_t take) {
    std::vector<Finger> fingers(fingers_of(slap).begin(), fingers_of(slap).end());
    std::vector<GrayImage> images;
    for (const auto finger : fingers) images.push_back(print_of(person, finger, take));
    return synth::slap_plate(fingers, images, take);
}

}  // namespace

TEST_CASE("ten different fingers of one person are ten fingers, in every placement") {
    for (const std::uint64_t person : {51U, 52U, 53U}) {
        auto known = hand(person, Slap::RightFour, 1);
        const auto left = hand(person, Slap::LeftFour, 2);
        CHECK(same_fingers(known, left).empty());
        CHECK(same_fingers(known, hand(person, Slap::RightFour, 3)).empty());  // a retry is the same finger by right
        known.insert(known.end(), left.begin(), left.end());
        CHECK(same_fingers(known, hand(person, Slap::Thumbs, 4)).empty());
    }
}

TEST_CASE("a finger that was recorded under another name is found, and named with it") {
    const auto known = hand(61, Slap::RightFour, 1);
    const auto found = same_fingers(known, {named(61, Finger::LeftLittle, Finger::RightIndex, 9), named(61, Finger::LeftRing, Finger::LeftRing, 9)});
    REQUIRE(found.size() == 1);
    CHECK(found.front().fresh == Finger::LeftLittle);
    CHECK(found.front().known == Finger::RightIndex);
    CHECK(found.front().score >= kSameFingerThreshold);
}

TEST_CASE("the same finger twice in one placement is found without anything known") {
    const auto found = same_fingers({}, {named(62, Finger::LeftThumb, Finger::RightThumb, 1), named(62, Finger::RightThumb, Finger::RightThumb, 2)});
    REQUIRE(found.size() == 1);
    CHECK(found.front().known == Finger::LeftThumb);
}

TEST_CASE("the right hand put down for the left is found finger by finger") {
    const auto known = hand(63, Slap::RightFour, 1);
    std::vector<NamedFinger> swapped;
    const auto left = fingers_of(Slap::LeftFour), right = fingers_of(Slap::RightFour);
    for (std::size_t i = 0; i < 4; ++i) swapped.push_back(named(63, left[i], right[i], 7));
    CHECK(same_fingers(known, swapped).size() == 4);
}

TEST_CASE("the outline of four fingers tells left from right, however the hand is put down") {
    int unknown = 0;
    for (std::uint64_t take = 1; take <= 20; ++take) {
        const std::uint64_t person = 70 + take % 4;
        CAPTURE(take);
        const auto right = slap_hand(plate_of(person, Slap::RightFour, take)), left = slap_hand(plate_of(person, Slap::LeftFour, take));
        CHECK(right != Hand::Left);
        CHECK(left != Hand::Right);
        unknown += (right == Hand::Unknown ? 1 : 0) + (left == Hand::Unknown ? 1 : 0);
    }
    CHECK(unknown <= 2);
    CHECK(slap_hand(plate_of(70, Slap::Thumbs, 1)) == Hand::Unknown);
    CHECK(slap_hand(GrayImage(1600, 1000)) == Hand::Unknown);
    CHECK(slap_hand(GrayImage{}) == Hand::Unknown);
}

TEST_CASE("scores between different fingers of one person, for the README", "[.][figures]") {
    std::vector<double> impostors, genuine;
    for (std::uint64_t person = 200; person < 240; ++person) {
        std::vector<NamedFinger> all, again;
        for (const auto finger : kFingers) {
            all.push_back(named(person, finger, finger, 1));
            again.push_back(named(person, finger, finger, 2));
        }
        for (std::size_t i = 0; i < all.size(); ++i) {
            genuine.push_back(match_score(all[i].prepared, again[i].prepared));
            for (std::size_t k = i + 1; k < all.size(); ++k) impostors.push_back(match_score(all[i].prepared, all[k].prepared));
        }
    }
    std::sort(impostors.begin(), impostors.end());
    std::sort(genuine.begin(), genuine.end());
    const auto over = [&](double t) { return impostors.end() - std::lower_bound(impostors.begin(), impostors.end(), t); };
    WARN(impostors.size() << " pairs: highest " << impostors.back() << ", >=30 " << over(30) << ", >=40 " << over(40) << ", >=50 " << over(50) << ", >=55 " << over(55)
                          << "; genuine lowest " << genuine.front() << ", 1 % " << genuine[genuine.size() / 100]);
}
