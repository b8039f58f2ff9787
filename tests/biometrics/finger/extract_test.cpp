#include <catch2/catch.hpp>

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "devices/base/random.h"
#include "prints.h"

using namespace loket;
using namespace loket::biometrics;
using namespace loket::biometrics::test;

namespace {

/// Straight ridges of the given period; the right half has one more, which begins in the middle.
GrayImage dislocation(int size, double period) {
    GrayImage image(size, size);
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x) {
            const double turn = std::atan2(y - size / 2.0, x - size / 2.0);  // a whole period is lost around the middle
            image.at(x, y) = static_cast<std::uint8_t>(128 + 100 * std::cos(2 * M_PI * y / period + turn));
        }
    return image;
}

GrayImage noise(int width, int height) {
    SeededRandom random(7);
    GrayImage image(width, height);
    for (auto& p : image.pixels) p = static_cast<std::uint8_t>(random.next());
    return image;
}

}  // namespace

TEST_CASE("a single dislocation is found where it is, and points along the ridge or valley that ends") {
    const auto finger = extract_minutiae(dislocation(240, 9));
    REQUIRE(finger);
    REQUIRE(finger->minutiae.size() == 1);
    const Minutia& m = finger->minutiae[0];
    CHECK(std::abs(m.x - 120) <= 8);
    CHECK(std::abs(m.y - 120) <= 8);
    CHECK(std::abs(static_cast<std::int8_t>(m.angle)) <= 6);  // to the right, along what begins
    CHECK(m.quality >= 50);
    CHECK(m.type != MinutiaType::Other);
}

TEST_CASE("the angle turns counter-clockwise with the picture") {
    GrayImage image = dislocation(240, 9), turned = image;
    for (int y = 0; y < 240; ++y)
        for (int x = 0; x < 240; ++x) turned.at(x, y) = image.at(239 - y, x);  // a quarter turn counter-clockwise
    const auto finger = extract_minutiae(turned);
    REQUIRE(finger);
    REQUIRE(finger->minutiae.size() == 1);
    const int before = extract_minutiae(image)->minutiae[0].angle, after = finger->minutiae[0].angle;
    CHECK(std::abs(static_cast<std::int8_t>(after - before - 64)) <= 6);
}

TEST_CASE("pictures without a finger are refused with a reason") {
    const auto code = [](const GrayImage& image) {
        const auto result = extract_minutiae(image);
        REQUIRE_FALSE(result);
        return std::pair(result.error().fault, result.error().code);
    };
    const auto no_finger = std::pair(Fault::Rejected, std::string("finger.no_finger"));
    CHECK(code(GrayImage(320, 400)) == no_finger);
    CHECK(code(GrayImage(320, 400, 500, 0)) == no_finger);
    CHECK(code(GrayImage(320, 400, 500, 128)) == no_finger);
    CHECK(code(GrayImage(1, 1)) == no_finger);
    CHECK(code(noise(320, 400)) == no_finger);
}

TEST_CASE("broken, huge and badly scaled pictures are refused") {
    GrayImage lies(300, 300);
    lies.pixels.resize(17);
    CHECK(extract_minutiae(lies).error().fault == Fault::Corrupt);
    lies.width = lies.height = -5;
    CHECK(extract_minutiae(lies).error().fault == Fault::Corrupt);
    CHECK(extract_minutiae({}).error().fault == Fault::Corrupt);
    CHECK(extract_minutiae(GrayImage(10000, 10000)).error().code == "finger.too_large");
    CHECK(extract_minutiae(GrayImage(300, 300, 72)).error().code == "finger.resolution");
    CHECK(extract_minutiae(GrayImage(300, 300, 0)).error().code == "finger.resolution");
    CHECK(extract_minutiae(GrayImage(1, 60000)).error().fault == Fault::Unsupported);
}

TEST_CASE("a saturated print still gives its minutiae") {
    GrayImage image = print_of(3, 0);
    for (auto& p : image.pixels) p = p > 140 ? 255 : 0;
    const auto finger = extract_minutiae(image);
    REQUIRE(finger);
    CHECK(finger->minutiae.size() >= 15);
    CHECK(match_score(*finger, *extract_minutiae(print_of(3, 1))) >= kVerifyThreshold);
}

TEST_CASE("the same finger at another resolution gives the same template size and matches") {
    const GrayImage image = print_of(5, 0);
    for (const int dpi : {300, 569, 1000}) {
        GrayImage scaled(image.width * dpi / 500, image.height * dpi / 500, dpi);
        cv::Mat to(scaled.height, scaled.width, CV_8U, scaled.pixels.data());
        cv::resize(cv::Mat(image.height, image.width, CV_8U, const_cast<std::uint8_t*>(image.pixels.data())), to, to.size(), 0, 0, dpi < 500 ? cv::INTER_AREA : cv::INTER_CUBIC);
        const auto finger = extract_minutiae(scaled);
        REQUIRE(finger);
        CHECK(std::abs(finger->width - image.width) <= 1);
        CHECK(match_score(*finger, *extract_minutiae(image)) >= kVerifyThreshold);
    }
}

TEST_CASE("minutiae lie inside the picture, best first, and repeat bit for bit") {
    const GrayImage image = print_of(9, 0);
    const auto finger = extract_minutiae(image);
    REQUIRE(finger);
    REQUIRE(finger->minutiae.size() >= 15);
    for (std::size_t i = 0; i < finger->minutiae.size(); ++i) {
        const Minutia& m = finger->minutiae[i];
        CHECK((m.x < finger->width && m.y < finger->height && m.quality >= 1 && m.quality <= 100));
        if (i > 0) CHECK(m.quality <= finger->minutiae[i - 1].quality);
    }
    CHECK(*extract_minutiae(image) == *finger);
}
