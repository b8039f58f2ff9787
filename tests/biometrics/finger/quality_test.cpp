#include <catch2/catch.hpp>

#include <algorithm>

#include "prints.h"

using namespace loket;
using namespace loket::biometrics;
using namespace loket::biometrics::test;

namespace {

bool has(const FingerQuality& quality, const char* cause) { return std::find(quality.causes.begin(), quality.causes.end(), cause) != quality.causes.end(); }

FingerQuality average_first(const synth::Impression& impression, int& score) {
    FingerQuality last;
    score = 0;
    for (std::uint64_t person = 400; person < 405; ++person) {
        last = finger_quality(print_of(person, 0, impression));
        score += last.score;
    }
    score /= 5;
    return last;
}

GrayImage faded(GrayImage image, int percent) {
    for (auto& p : image.pixels) p = static_cast<std::uint8_t>(240 - (255 - p) * percent / 100);
    return image;
}

}  // namespace

TEST_CASE("quality falls as the print gets drier, wetter or smaller") {
    int good = 0, dry = 0, very_dry = 0, wet = 0, small = 0;
    CHECK(average_first({}, good).causes.empty());
    average_first({.dryness = 0.5}, dry);
    CHECK(has(average_first({.dryness = 1}, very_dry), "finger.dry"));
    CHECK(has(average_first({.wetness = 1}, wet), "finger.wet"));
    CHECK(has(average_first({.coverage = 0.25}, small), "finger.small_area"));
    CHECK(good >= 85);
    CHECK(dry < good);
    CHECK(very_dry < dry);
    CHECK(wet < good - 10);
    CHECK(small < good - 30);
}

TEST_CASE("a faint print is called too light") {
    const GrayImage image = print_of(410, 0);
    const FingerQuality faint = finger_quality(faded(image, 12));
    CHECK(has(faint, "finger.too_light"));
    CHECK(faint.score < finger_quality(image).score);
}

TEST_CASE("a finger in the corner is off centre") {
    const GrayImage image = print_of(411, 0);
    GrayImage plate(900, 900);
    for (int y = 0; y < image.height; ++y) std::copy_n(&image.pixels[static_cast<std::size_t>(y) * image.width], image.width, &plate.at(10, y + 10));
    CHECK(has(finger_quality(plate), "finger.off_centre"));
    CHECK_FALSE(has(finger_quality(image), "finger.off_centre"));
}

TEST_CASE("no finger, no quality, and a reason") {
    for (const GrayImage& image : {GrayImage(320, 400), GrayImage(1, 1), GrayImage(), GrayImage(10000, 10000)}) {
        const FingerQuality quality = finger_quality(image);
        CHECK(quality.score == 0);
        CHECK(has(quality, "finger.small_area"));
    }
}
