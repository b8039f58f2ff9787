#include <catch2/catch.hpp>

#include "devices/biometrics/synth/synth.h"

using namespace loket;
using namespace loket::biometrics;
using namespace loket::biometrics::synth;

namespace {

/// A stand-in for a print: a dark disc on light ground.
GrayImage disc(int radius = 100) {
    GrayImage image(kFingerprintWidth, kFingerprintHeight, 500, 245);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x)
            if ((x - 160) * (x - 160) + (y - 200) * (y - 200) < radius * radius) image.at(x, y) = 60;
    return image;
}

/// The highest dark row within a band of columns.
int top_of(const GrayImage& plate, int from, int to) {
    for (int y = 0; y < plate.height; ++y)
        for (int x = from; x < to; ++x)
            if (plate.at(x, y) < 120) return y;
    return plate.height;
}

std::vector<Finger> fingers(Slap slap) {
    const auto list = fingers_of(slap);
    return {list.begin(), list.end()};
}

std::size_t dark_pixels(const GrayImage& plate) {
    return static_cast<std::size_t>(
        std::count_if(plate.pixels.begin(), plate.pixels.end(), [](std::uint8_t v) { return v < 120; }));
}

}  // namespace

TEST_CASE("Plates have the sizes of the scanner and repeat") {
    const std::vector<GrayImage> four(4, disc()), two(2, disc());
    const GrayImage plate = slap_plate(fingers(Slap::RightFour), four, 3);
    CHECK(plate.width == 1600);
    CHECK(plate.height == 1000);
    CHECK(plate.dpi == 500);
    CHECK(plate == slap_plate(fingers(Slap::RightFour), four, 3));
    CHECK(plate != slap_plate(fingers(Slap::RightFour), four, 4));
    CHECK(slap_plate(fingers(Slap::Thumbs), two, 3).width == 1000);
}

TEST_CASE("Fingers follow the arc of their lengths, mirrored between the hands") {
    const std::vector<GrayImage> four(4, disc());
    for (const std::uint64_t seed : {1, 2, 3, 4, 5}) {
        const GrayImage right = slap_plate(fingers(Slap::RightFour), four, seed),
                        left = slap_plate(fingers(Slap::LeftFour), four, seed);
        CHECK(top_of(right, 560, 710) < top_of(right, 210, 370));     // middle above index
        CHECK(top_of(right, 900, 1050) < top_of(right, 1200, 1390));  // ring above little
        CHECK(top_of(left, 890, 1040) < top_of(left, 1230, 1390));
        CHECK(top_of(left, 550, 700) < top_of(left, 210, 400));
    }
}

TEST_CASE("A missing finger leaves its place empty") {
    const GrayImage plate = slap_plate({Finger::RightIndex, Finger::RightMiddle, Finger::RightLittle},
                                       std::vector<GrayImage>(3, disc()), 1);
    CHECK(top_of(plate, 900, 1050) == plate.height);
    CHECK(top_of(plate, 560, 710) < 300);
    const std::vector<GrayImage> hole = {disc(), GrayImage{}, disc(), disc()};
    CHECK(top_of(slap_plate(fingers(Slap::RightFour), hole, 1), 580, 690) == plate.height);
}

TEST_CASE("Below a whole pad the next part of the finger shows, below a mere tip it does not") {
    const auto lower_half = [](const GrayImage& plate) {
        return std::count_if(plate.pixels.begin() + 520L * plate.width, plate.pixels.end(),
                             [](std::uint8_t v) { return v < 150; });
    };
    CHECK(lower_half(slap_plate({Finger::RightMiddle}, {disc(130)}, 2)) > 2000);
    CHECK(lower_half(slap_plate({Finger::RightMiddle}, {disc(60)}, 2)) == 0);
}

TEST_CASE("Surplus fingers or images are left out") {
    const std::size_t one = dark_pixels(slap_plate({Finger::LeftThumb}, {disc()}, 1));
    CHECK(dark_pixels(slap_plate({Finger::LeftThumb, Finger::RightThumb}, {disc()}, 1)) == one);
    CHECK(dark_pixels(slap_plate({}, {disc()}, 1)) == 0);
    CHECK(one > 20000);
}
