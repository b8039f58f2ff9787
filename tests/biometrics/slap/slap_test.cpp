// Slaps taken apart: synthetic hands that are turned, tilted, incomplete or swapped, and real ones where the collection is at hand.

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "devices/biometrics/finger/finger.h"
#include "devices/biometrics/slap/slap.h"
#include "devices/biometrics/synth/synth.h"

using namespace loket;
using namespace loket::biometrics;

namespace {

const synth::FingerMaster& master_of(std::uint64_t person, Finger finger) {
    static std::map<std::pair<std::uint64_t, Finger>, synth::FingerMaster> masters;
    auto& master = masters[{person, finger}];
    if (master.finger == Finger::Unknown) master = synth::finger_master(person, finger);
    return master;
}

std::vector<Finger> named(Slap slap) { return {fingers_of(slap).begin(), fingers_of(slap).end()}; }

GrayImage plate_of(std::uint64_t person, const std::vector<Finger>& fingers, std::uint64_t take) {
    std::vector<GrayImage> images;
    for (const auto finger : fingers) images.push_back(synth::render_impression(master_of(person, finger), {.seed = take}));
    return synth::slap_plate(fingers, images, take);
}

/// The plate turned around its middle, degrees clockwise, on a larger glass.
GrayImage turned(const GrayImage& plate, double degrees) {
    GrayImage out(1700, 1400, 500, 247);
    const cv::Mat from(plate.height, plate.width, CV_8U, const_cast<std::uint8_t*>(plate.pixels.data()));
    cv::Mat to(out.height, out.width, CV_8U, out.pixels.data());
    cv::Mat move = cv::getRotationMatrix2D(cv::Point2f(static_cast<float>(plate.width) / 2, static_cast<float>(plate.height) / 2), -degrees, 1);
    move.at<double>(0, 2) += (out.width - plate.width) / 2.0;
    move.at<double>(1, 2) += (out.height - plate.height) / 2.0;
    cv::warpAffine(from, to, move, to.size(), cv::INTER_CUBIC, cv::BORDER_CONSTANT, 247);
    return out;
}

GrayImage scaled(const GrayImage& plate, int dpi) {
    GrayImage out(plate.width * dpi / 500, plate.height * dpi / 500, dpi);
    const cv::Mat from(plate.height, plate.width, CV_8U, const_cast<std::uint8_t*>(plate.pixels.data()));
    cv::Mat to(out.height, out.width, CV_8U, out.pixels.data());
    cv::resize(from, to, to.size(), 0, 0, dpi < 500 ? cv::INTER_AREA : cv::INTER_CUBIC);
    return out;
}

std::vector<Finger> names_of(const SlapSegmentation& slap) {
    std::vector<Finger> names;
    for (const auto& finger : slap.fingers) names.push_back(finger.finger);
    return names;
}

bool warns(const SlapSegmentation& slap, const std::string& what) { return std::ranges::find(slap.warnings, what) != slap.warnings.end(); }

/// Each cut finger is the finger whose name it bears, and none of the others.
void check_prints(std::uint64_t person, const GrayImage& plate, const SlapSegmentation& slap) {
    for (std::size_t i = 0; i < slap.fingers.size(); ++i) {
        const auto cut = cut_finger(plate, slap, i);
        REQUIRE(cut);
        CHECK(cut->dpi == 500);
        const auto found = extract_minutiae(*cut), kept = extract_minutiae(synth::render_impression(master_of(person, slap.fingers[i].finger), {.seed = 99}));
        REQUIRE(found);
        REQUIRE(kept);
        CHECK(match_score(*found, *kept) >= kVerifyThreshold);
    }
}

}  // namespace

TEST_CASE("four fingers are found, named, and each is the finger it is called") {
    for (const std::uint64_t person : {71U, 72U, 73U})
        for (const auto which : {Slap::RightFour, Slap::LeftFour}) {
            const auto plate = plate_of(person, named(which), person + 5);
            const auto slap = segment_slap(plate);
            REQUIRE(slap);
            CHECK(names_of(*slap) == named(which));
            CHECK(slap->hand == (which == Slap::RightFour ? Hand::Right : Hand::Left));
            CHECK(slap->missing.empty());
            CHECK(slap->warnings.empty());
            check_prints(person, plate, *slap);
        }
}

TEST_CASE("thumbs are two fingers of a narrow plate") {
    const auto plate = plate_of(74, named(Slap::Thumbs), 3);
    for (const auto& ask : {SlapAsk{}, SlapAsk{.slap = Slap::Thumbs, .excused = {}}}) {
        const auto slap = segment_slap(plate, ask);
        REQUIRE(slap);
        CHECK(names_of(*slap) == named(Slap::Thumbs));
        CHECK(slap->hand == Hand::Unknown);
        check_prints(74, plate, *slap);
    }
    const auto one = segment_slap(plate_of(74, {Finger::RightThumb}, 4), {.slap = Slap::Thumbs, .excused = {}});
    REQUIRE(one);
    CHECK(names_of(*one) == std::vector{Finger::RightThumb});
    CHECK(one->missing == std::vector{Finger::LeftThumb});
}

TEST_CASE("a hand that lies askew is found with its angle") {
    for (const double degrees : {-22.0, -10.0, 12.0, 24.0})
        for (const auto which : {Slap::RightFour, Slap::LeftFour}) {
            const auto plate = turned(plate_of(75, named(which), 6), degrees);
            const auto slap = segment_slap(plate, {.slap = which, .excused = {}});
            REQUIRE(slap);
            CHECK(names_of(*slap) == named(which));
            CHECK(slap->angle == Approx(degrees).margin(15));
            CHECK_FALSE(warns(*slap, "finger.wrong_hand"));
            check_prints(75, plate, *slap);
        }
}

TEST_CASE("the middle part of a finger is cut off at the crease") {
    const auto plate = plate_of(76, named(Slap::RightFour), 8);
    const auto slap = segment_slap(plate);
    REQUIRE(slap);
    for (const auto& finger : slap->fingers) {
        CHECK(finger.h < 420);  // with the part below the crease it would be some 700
        CHECK(finger.h > 200);
        CHECK(finger.w > 150);
        CHECK(finger.w < 400);
        CHECK(finger.sure >= 60);
    }
}

TEST_CASE("a finger that is not there is missed by name, unless it is excused") {
    const auto all = named(Slap::RightFour);
    for (const auto gone : all) {
        auto rest = all;
        std::erase(rest, gone);
        const auto plate = plate_of(77, rest, 9);
        const auto slap = segment_slap(plate, {.slap = Slap::RightFour, .excused = {}});
        REQUIRE(slap);
        CHECK(slap->fingers.size() == 3);
        CHECK(slap->missing.size() == 1);
        CHECK(warns(*slap, "finger.missing"));
        const auto excused = segment_slap(plate, {.slap = Slap::RightFour, .excused = {gone}});
        REQUIRE(excused);
        CHECK(names_of(*excused) == rest);
        CHECK(excused->missing.empty());
        CHECK_FALSE(warns(*excused, "finger.missing"));
    }
}

TEST_CASE("the wrong hand is caught, and named") {
    int caught = 0;
    for (std::uint64_t take = 1; take <= 6; ++take)
        for (const auto& [asked, lies] : {std::pair(Slap::LeftFour, Slap::RightFour), std::pair(Slap::RightFour, Slap::LeftFour)}) {
            const auto slap = segment_slap(plate_of(78, named(lies), take), {.slap = asked, .excused = {}});
            REQUIRE(slap);
            if (warns(*slap, "finger.wrong_hand")) {
                ++caught;
                CHECK(names_of(*slap) == named(lies));
            }
        }
    CHECK(caught >= 9);
}

TEST_CASE("a hand too low, or over the edge, is told") {
    const auto plate = plate_of(79, named(Slap::RightFour), 2);
    GrayImage low(plate.width, plate.height, 500, 247);
    const int down = plate.height - 480;
    std::copy(plate.pixels.begin(), plate.pixels.end() - static_cast<std::ptrdiff_t>(down) * plate.width, low.pixels.begin() + static_cast<std::ptrdiff_t>(down) * plate.width);
    const auto slap = segment_slap(low, {.slap = Slap::RightFour, .excused = {}});
    REQUIRE(slap);
    CHECK(warns(*slap, "finger.too_low"));
}

TEST_CASE("a hand is not guessed from fingers that lie over the upper edge") {
    int named_wrong = 0;
    for (const auto which : {Slap::RightFour, Slap::LeftFour})
        for (const int up : {150, 220, 290}) {
            const auto plate = plate_of(79, named(which), 2);
            GrayImage high(plate.width, plate.height - up, 500, 247);
            std::copy(plate.pixels.begin() + static_cast<std::ptrdiff_t>(up) * plate.width, plate.pixels.end(), high.pixels.begin());
            const auto slap = segment_slap(high);
            REQUIRE(slap);
            const auto right = which == Slap::RightFour ? Hand::Right : Hand::Left;
            CAPTURE(up, slap->hand_sure);
            const bool over = std::ranges::any_of(slap->fingers, [](const SlapFinger& finger) { return finger.y == 0; });
            if (over && slap->hand_sure < 40) CHECK(slap->hand == Hand::Unknown);
            named_wrong += slap->hand != right && slap->hand != Hand::Unknown;
        }
    CHECK(named_wrong <= 1);
}

TEST_CASE("the real ink slaps are not taken for the other hand") {
    const char* set = std::getenv("LOKET_BIOMETRICS");
    const auto folder = std::filesystem::path(set ? set : LOKET_SOURCE_DIR "/../shared/biometrics") / "slap/nist";
    for (const auto& [name, wrong] : {std::pair("type-4-tpcard_13.png", Hand::Left), std::pair("type-4-tpcard_10.png", Hand::Right)}) {
        const cv::Mat picture = std::filesystem::exists(folder / name) ? cv::imread((folder / name).string(), cv::IMREAD_GRAYSCALE) : cv::Mat();
        if (picture.empty()) {
            WARN("skipped: no ink slaps at hand");
            return;
        }
        GrayImage plate(picture.cols, picture.rows);
        for (int y = 0; y < picture.rows; ++y) std::copy_n(picture.ptr(y), picture.cols, &plate.at(0, y));
        const auto slap = segment_slap(plate);
        REQUIRE(slap);
        CHECK(slap->fingers.size() == 4);
        CHECK(slap->hand != wrong);
    }
}

TEST_CASE("other resolutions give the same fingers in their own pixels") {
    const auto plate = plate_of(80, named(Slap::LeftFour), 4);
    const auto at_500 = segment_slap(plate);
    REQUIRE(at_500);
    for (const int dpi : {300, 600, 1000}) {
        const auto slap = segment_slap(scaled(plate, dpi));
        REQUIRE(slap);
        CHECK(names_of(*slap) == named(Slap::LeftFour));
        for (std::size_t i = 0; i < slap->fingers.size() && i < at_500->fingers.size(); ++i) {
            CHECK(slap->fingers[i].x * 500.0 / dpi == Approx(at_500->fingers[i].x).margin(40));
            CHECK(slap->fingers[i].h * 500.0 / dpi == Approx(at_500->fingers[i].h).margin(60));
        }
    }
}

TEST_CASE("what is no hand is refused, in bounded time") {
    CHECK(segment_slap(GrayImage{}).error().fault == Fault::Corrupt);
    CHECK(segment_slap(GrayImage(1, 1)).error().code == "finger.no_finger");
    CHECK(segment_slap(GrayImage(1600, 1000)).error().code == "finger.no_finger");
    CHECK(segment_slap(GrayImage(1600, 1000, 500, 0)).error().code == "finger.no_finger");
    CHECK(segment_slap(GrayImage(5000, 5000)).error().code == "finger.too_large");
    CHECK(segment_slap(GrayImage(1600, 1000, 100)).error().code == "finger.resolution");
    GrayImage broken(1600, 1000);
    broken.pixels.resize(5);
    CHECK(segment_slap(broken).error().fault == Fault::Corrupt);
    GrayImage stripes(1600, 1000);
    for (int y = 0; y < 1000; ++y)
        for (int x = 0; x < 1600; ++x) stripes.at(x, y) = x / 4 % 2 == 0 ? 0 : 255;
    (void)segment_slap(stripes);
}

TEST_CASE("the same plate gives the same slap, now and in later versions") {
    const auto plate = plate_of(81, named(Slap::RightFour), 5);
    const auto slap = segment_slap(plate), again = segment_slap(plate);
    REQUIRE(slap);
    CHECK(*slap == *again);
    std::string golden;
    for (const auto& f : slap->fingers) golden += std::to_string(f.x) + "," + std::to_string(f.y) + "," + std::to_string(f.w) + "," + std::to_string(f.h) + "," + std::to_string(std::lround(f.angle * 100)) + " ";
    CHECK(golden + std::to_string(slap->hand_sure) == "184,168,264,336,0 504,72,272,344,0 856,128,256,344,500 1192,304,224,296,800 48");
}
