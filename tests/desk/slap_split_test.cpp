// A scanner that gives one picture of its glass.

#include "kiosk/app/desk/slap_split.h"

#include <catch2/catch.hpp>

#include "devices/biometrics/finger/finger.h"
#include "devices/biometrics/synth/synth.h"

using namespace loket;
using namespace loket::biometrics;

namespace {

GrayImage print_on_glass(Finger finger, std::uint64_t take) { return synth::fingerprint(95, finger, {.seed = take}); }

model::FingerOutcome plate_only(const std::vector<Finger>& fingers) {
    std::vector<GrayImage> images;
    for (const auto finger : fingers) images.push_back(print_on_glass(finger, 1));
    return {synth::slap_plate(fingers, images, 1), {}};
}

std::vector<Finger> whole(Slap slap) { return {fingers_of(slap).begin(), fingers_of(slap).end()}; }

}  // namespace

TEST_CASE("a plate alone gives the fingers asked for, each the one it is called") {
    for (const auto slap : {Slap::RightFour, Slap::LeftFour, Slap::Thumbs}) {
        auto seen = plate_only(whole(slap));
        REQUIRE(app::split_plate(seen, {whole(slap), slap}));
        REQUIRE(seen.fingers.size() == whole(slap).size());
        for (std::size_t i = 0; i < seen.fingers.size(); ++i) {
            CHECK(seen.fingers[i].finger == whole(slap)[i]);
            const auto cut = extract_minutiae(seen.fingers[i].image), kept = extract_minutiae(print_on_glass(seen.fingers[i].finger, 2));
            REQUIRE(cut);
            REQUIRE(kept);
            CHECK(match_score(*cut, *kept) >= kVerifyThreshold);
        }
    }
}

TEST_CASE("an excused finger is left out, a missing one is missing, the wrong hand is refused") {
    const std::vector<Finger> three = {Finger::RightIndex, Finger::RightMiddle, Finger::RightLittle};
    auto excused = plate_only(three);
    REQUIRE(app::split_plate(excused, {three, Slap::RightFour}));
    CHECK(excused.fingers.size() == 3);
    auto missing = plate_only(three);
    REQUIRE(app::split_plate(missing, {whole(Slap::RightFour), Slap::RightFour}));
    CHECK(missing.fingers.size() == 3);
    auto wrong = plate_only(whole(Slap::RightFour));
    CHECK(app::split_plate(wrong, {whole(Slap::LeftFour), Slap::LeftFour}).error().code == "finger.wrong_hand");
    model::FingerOutcome bare{GrayImage(1600, 1000), {}};
    CHECK(app::split_plate(bare, {whole(Slap::RightFour), Slap::RightFour}).error().code == "finger.no_finger");
}

TEST_CASE("what a device has told itself stays") {
    auto seen = plate_only(whole(Slap::RightFour));
    seen.fingers.push_back({Finger::RightIndex, GrayImage(300, 400)});
    REQUIRE(app::split_plate(seen, {whole(Slap::RightFour), Slap::RightFour}));
    CHECK(seen.fingers.size() == 1);
}
