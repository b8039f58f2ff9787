#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "devices/base/random.h"
#include "devices/biometrics/face/photo_quality.h"
#include "devices/biometrics/synth/synth.h"

using namespace loket;
using namespace loket::biometrics;

namespace {

constexpr std::uint64_t kFirst = 5000;

/// Children to the very old, both sexes, some with scarf; glasses, beards and skin come with the person.
RgbaImage portrait(std::uint64_t person, synth::FaceConditions look = {}) {
    look.seed = person;
    const auto turn = static_cast<int>(person - kFirst);
    return synth::face(person, {.female = turn % 2 == 1, .age = 4 + turn * 19 % 82, .headscarf = turn % 4 == 3}, look);
}

std::string first_cause(const PhotoQuality& quality) { return quality.causes.empty() ? "" : quality.causes.front(); }

void check_spoilt(const synth::FaceConditions& look, const char* cause) {
    for (auto person = kFirst; person < kFirst + 12; ++person) {
        CAPTURE(person, cause);
        const PhotoQuality quality = photo_quality(portrait(person, look));
        CHECK(quality.score < 60);
        CHECK(first_cause(quality) == cause);
    }
}

/// The portrait as a part of a larger picture, `factor` times smaller, its left upper corner at (left, top).
RgbaImage within(const RgbaImage& inner, int factor, int left, int top) {
    RgbaImage image(inner.width, inner.height);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) {
            const int u = std::clamp((x - left) * factor, 0, inner.width - 1), v = std::clamp((y - top) * factor, 0, inner.height - 1);
            std::copy_n(inner.at(u, v), 4, image.at(x, y));
        }
    return image;
}

RgbaImage plain(int width, int height, std::uint8_t level) {
    RgbaImage image(width, height);
    std::fill(image.pixels.begin(), image.pixels.end(), level);
    return image;
}

RgbaImage noise(int width, int height) {
    SeededRandom random(7, "noise");
    RgbaImage image(width, height);
    for (auto& pixel : image.pixels) pixel = static_cast<std::uint8_t>(random.below(256));
    return image;
}

/// People in group pictures: the middle between their eyes, and how far the eyes are apart, px.
struct Sitter {
    const char* picture;
    double x, y, eyes;
};
constexpr Sitter kSitters[] = {{"2008_002470.jpg", 299, 195, 21}, {"2008_002470.jpg", 79, 170, 20},  {"2008_002470.jpg", 347, 66, 19},
                               {"2009_004587.jpg", 191, 70, 32},  {"2009_004587.jpg", 299, 297, 27}, {"2008_001322.jpg", 143, 182, 31},
                               {"2008_001322.jpg", 260, 232, 27}, {"2008_001322.jpg", 392, 186, 33}};

/// One of them, framed as in a portrait booth.
RgbaImage cut_out(const std::filesystem::path& folder, const Sitter& sitter) {
    constexpr double kEyes = 98;
    const double scale = kEyes / sitter.eyes;
    RgbaImage image(360, 480);
    cv::Mat picture = cv::imread((folder / sitter.picture).string()), out(image.height, image.width, CV_8UC4, image.pixels.data());
    if (picture.empty()) return image;
    cv::cvtColor(picture, picture, cv::COLOR_BGR2RGBA);
    const cv::Matx23d to(scale, 0, 180 - scale * sitter.x, 0, scale, 216 - scale * sitter.y);
    cv::warpAffine(picture, out, to, out.size(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    return image;
}

}  // namespace

TEST_CASE("good portraits of many people are good") {
    for (auto person = kFirst; person < kFirst + 32; ++person) {
        CAPTURE(person);
        const PhotoQuality quality = photo_quality(portrait(person));
        CHECK(quality.score >= 75);
        CHECK(quality.causes.empty());
    }
}

TEST_CASE("the colour of the wall does not matter while it is even") {
    for (const std::uint32_t wall : {0xFFFFFFU, 0x808080U, 0xC02020U, 0x2040A0U})
        for (auto person = kFirst; person < kFirst + 6; ++person) {
            CAPTURE(person, wall);
            CHECK(photo_quality(portrait(person, {.background = wall})).score >= 75);
        }
}

TEST_CASE("closed eyes") { check_spoilt({.eyes_closed = true}, "face.open_eyes"); }
TEST_CASE("an open mouth") { check_spoilt({.mouth_open = true}, "face.close_mouth"); }
TEST_CASE("a dark picture") { check_spoilt({.brightness = 0.35}, "face.too_dark"); }
TEST_CASE("a blurred picture") { check_spoilt({.blur = 0.8}, "face.blurred"); }
TEST_CASE("a head turned aside") {
    check_spoilt({.yaw = 0.8}, "face.look_here");
    check_spoilt({.yaw = -0.8}, "face.look_here");
}

TEST_CASE("a burnt-out face is too bright") {
    const PhotoQuality quality = photo_quality(portrait(kFirst, {.brightness = 1.9}));
    CHECK(quality.score < 60);
    CHECK(first_cause(quality) == "face.too_bright");
}

TEST_CASE("a shadow over half of the face is uneven light") {
    RgbaImage image = portrait(kFirst);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) {
            const double light = std::clamp(1.2 - (x - 260) / 200.0, 0.35, 1.0);
            for (int c = 0; c < 3; ++c) image.at(x, y)[c] = static_cast<std::uint8_t>(image.at(x, y)[c] * light);
        }
    const auto causes = photo_quality(image).causes;
    CHECK(std::find(causes.begin(), causes.end(), "face.uneven_light") != causes.end());
}

TEST_CASE("a face too far or aside") {
    const RgbaImage image = portrait(kFirst + 2);
    const PhotoQuality far = photo_quality(within(image, 3, 240, 320)), aside = photo_quality(within(image, 2, 20, 240));
    CHECK(first_cause(far) == "face.too_small");
    CHECK(far.score < 60);
    CHECK(std::find(aside.causes.begin(), aside.causes.end(), "face.off_centre") != aside.causes.end());
    CHECK(aside.score < 60);
}

TEST_CASE("a restless wall") {
    RgbaImage image = portrait(kFirst);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x)
            if ((x < 100 || x > 620) && (y / 40 + x / 40) % 2 == 0) std::fill_n(image.at(x, y), 3, std::uint8_t{40});
    const PhotoQuality quality = photo_quality(image);
    CHECK(first_cause(quality) == "face.background");
    CHECK(quality.score < 60);
}

TEST_CASE("a live picture of half the size is judged alike") {
    const RgbaImage image = portrait(kFirst + 1);
    RgbaImage half(image.width / 2, image.height / 2);
    for (int y = 0; y < half.height; ++y)
        for (int x = 0; x < half.width; ++x) std::copy_n(image.at(2 * x, 2 * y), 4, half.at(x, y));
    CHECK(photo_quality(half).score >= 75);
}

TEST_CASE("a picture without a face has none") {
    RgbaImage lying(720, 960);
    lying.pixels.resize(100);
    for (const RgbaImage& image : {plain(720, 960, 255), plain(720, 960, 0), plain(96, 128, 128), plain(96, 4000, 128), plain(4000, 128, 128), plain(5000, 6000, 128), noise(720, 960),
                                   noise(96, 128), lying}) {
        CAPTURE(image.width, image.height);
        const PhotoQuality quality = photo_quality(image);
        CHECK(quality.score == 0);
        CHECK(first_cause(quality) == "face.not_found");
    }
}

TEST_CASE("a picture below 96 x 128 is too small to judge") {
    for (const RgbaImage& image : {RgbaImage(), plain(95, 128, 128), plain(96, 127, 128), plain(1, 1, 0)}) {
        CHECK(photo_quality(image).score == 0);
        CHECK(first_cause(photo_quality(image)) == "face.too_small");
    }
}

TEST_CASE("real faces are found") {
    const char* set = std::getenv("LOKET_BIOMETRICS");
    const auto folder = std::filesystem::path(set ? set : LOKET_SOURCE_DIR "/../shared/biometrics") / "face/dlibfaces";
    if (!std::filesystem::exists(folder)) {
        WARN("skipped: no real faces at hand");
        return;
    }
    int found = 0;
    for (const Sitter& sitter : kSitters) found += first_cause(photo_quality(cut_out(folder, sitter))) != "face.not_found";
    CHECK(found >= 6);
}
