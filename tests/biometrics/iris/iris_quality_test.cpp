#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <opencv2/imgcodecs.hpp>

#include "devices/base/random.h"
#include "devices/biometrics/iris/iris_quality.h"
#include "devices/biometrics/synth/synth.h"

using namespace loket;
using namespace loket::biometrics;

namespace {

constexpr std::uint64_t kFirst = 3000, kLast = 3020;

GrayImage eye_of(std::uint64_t person, synth::EyeConditions look = {}) {
    look.seed = person;
    return synth::iris(person, person % 2 == 0 ? Eye::Right : Eye::Left, look);
}

std::string first_cause(const IrisQuality& quality) { return quality.causes.empty() ? "" : quality.causes.front(); }

/// Every person's eye in this condition is useless, and for this reason.
void check_spoilt(const synth::EyeConditions& look, const char* cause) {
    for (auto person = kFirst; person < kLast; ++person) {
        CAPTURE(person, look.blink, look.blur);
        const IrisQuality quality = iris_quality(eye_of(person, look));
        CHECK(quality.score < 50);
        CHECK(first_cause(quality) == cause);
    }
}

GrayImage noise(int width, int height) {
    SeededRandom random(7, "noise");
    GrayImage image(width, height);
    for (auto& pixel : image.pixels) pixel = static_cast<std::uint8_t>(random.below(256));
    return image;
}

/// The picture shrunk by whole pixels into the middle of plain skin.
GrayImage from_afar(const GrayImage& eye, int factor) {
    GrayImage image(eye.width, eye.height, eye.dpi, eye.at(eye.width / 2, 4));
    const int width = eye.width / factor, height = eye.height / factor, left = (eye.width - width) / 2, top = (eye.height - height) / 2;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            int sum = 0;
            for (int i = 0; i < factor * factor; ++i) sum += eye.at(x * factor + i % factor, y * factor + i / factor);
            image.at(left + x, top + y) = static_cast<std::uint8_t>(sum / (factor * factor));
        }
    return image;
}

}  // namespace

TEST_CASE("good eyes of many people are good, and found where they are") {
    for (auto person = kFirst; person < kLast + 20; ++person) {
        CAPTURE(person);
        const IrisQuality quality = iris_quality(eye_of(person));
        CHECK(quality.score >= 70);
        CHECK(quality.causes.empty());
        CHECK(std::hypot(quality.pupil_x - 320, quality.pupil_y - 244) < 45);
        CHECK(quality.iris_radius >= 105);
        CHECK(quality.iris_radius <= 132);
        CHECK(quality.pupil_radius > 0.28 * quality.iris_radius);
        CHECK(quality.pupil_radius < 0.52 * quality.iris_radius);
        CHECK(quality.usable_area > 0.7);
        CHECK(quality.sharpness > 0.8);
    }
}

TEST_CASE("a closing or closed eye is asked to open") {
    for (const double blink : {0.6, 0.75, 0.9, 1.0}) check_spoilt({.blink = blink}, "iris.open_eye");
    check_spoilt({.blink = 0.9, .blur = 0.5}, "iris.open_eye");
}

TEST_CASE("a blurred eye is asked to hold still") {
    for (const double blur : {0.8, 0.9, 1.0}) check_spoilt({.blur = blur}, "iris.hold_still");
}

TEST_CASE("lids and blur cost area and sharpness before they spoil the picture") {
    const IrisQuality open = iris_quality(eye_of(kFirst)), half = iris_quality(eye_of(kFirst, {.blink = 0.3})), soft = iris_quality(eye_of(kFirst, {.blur = 0.5}));
    CHECK(half.usable_area < open.usable_area - 0.1);
    CHECK(soft.sharpness < open.sharpness - 0.1);
    CHECK(half.score < open.score);
    CHECK(soft.score < open.score);
}

TEST_CASE("an eye that looks far aside is asked to look here") {
    int asked = 0;
    for (auto person = kFirst; person < kLast; ++person) asked += first_cause(iris_quality(eye_of(person, {.gaze = 1}))) == "iris.look_here";
    CHECK(asked >= 14);
}

TEST_CASE("a small eye is asked to come closer") {
    const IrisQuality far = iris_quality(from_afar(eye_of(kFirst), 3));
    CHECK(first_cause(far) == "iris.closer");
    CHECK(far.score < 50);
    CHECK(far.iris_radius > 30);
    CHECK(far.iris_radius < 48);
}

TEST_CASE("a picture without an eye has none") {
    GrayImage lying(640, 480);
    lying.pixels.resize(100);
    for (const GrayImage& image : {GrayImage(), GrayImage(1, 1), GrayImage(47, 300), GrayImage(640, 480), GrayImage(640, 480, 500, 0), GrayImage(6000, 4500, 500, 128),
                                   GrayImage(9000, 60), noise(640, 480), noise(64, 64), lying}) {
        CAPTURE(image.width, image.height);
        const IrisQuality quality = iris_quality(image);
        CHECK(quality.score == 0);
        CHECK(first_cause(quality) == "iris.not_found");
        CHECK(quality.iris_radius == 0);
    }
}

TEST_CASE("a real iris is found") {
    const char* set = std::getenv("LOKET_BIOMETRICS");
    const auto path = std::filesystem::path(set ? set : LOKET_SOURCE_DIR "/../shared/biometrics") / "iris/openiris/anonymized.png";
    const cv::Mat picture = std::filesystem::exists(path) ? cv::imread(path.string(), cv::IMREAD_GRAYSCALE) : cv::Mat();
    if (picture.empty()) {
        WARN("skipped: no real iris at hand");
        return;
    }
    GrayImage image(picture.cols, picture.rows);
    for (int y = 0; y < picture.rows; ++y) std::copy_n(picture.ptr(y), picture.cols, &image.at(0, y));
    const IrisQuality quality = iris_quality(image);
    CHECK(std::hypot(quality.pupil_x - 329, quality.pupil_y - 234) < 6);
    CHECK(std::abs(quality.pupil_radius - 63) < 6);
    CHECK(std::abs(quality.iris_radius - 120) < 10);
    CHECK(quality.score >= 70);
}
