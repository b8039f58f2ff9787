#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "devices/base/file.h"
#include "devices/biometrics/face/life_signs.h"
#include "devices/biometrics/face/photo_quality.h"
#include "devices/biometrics/face_nets/face_nets.h"
#include "devices/biometrics/synth/synth.h"
#include "tests/whole.h"

using namespace loket;
using namespace loket::biometrics;

namespace {

constexpr std::uint64_t kFirstSeen = 5000;
/// People who are looked at.
std::uint64_t seen() { return static_cast<std::uint64_t>(loket::test::whole_or(12, 4)); }

/// Nothing where the build could not fetch them; said loudly.
FaceNets* nets() {
    static const auto read = [] {
        const std::filesystem::path folder = LOKET_FACE_NETS;
        if (folder.empty()) return std::unique_ptr<FaceNets>{};
        return std::move(FaceNets::read(read_file(folder / "detect.onnx").value(), read_file(folder / "landmarks.onnx").value(), read_file(folder / "eyes.onnx").value()).value());
    }();
    if (!read) WARN("the networks for faces were not fetched: nothing is tested");
    return read.get();
}

RgbaImage seen_portrait(std::uint64_t person, synth::FaceConditions look = {}) {
    look.seed = person;
    const auto turn = static_cast<int>(person - kFirstSeen);
    return synth::face(person, {.female = turn % 2 == 1, .age = 4 + turn * 19 % 82, .headscarf = turn % 4 == 3}, look);
}

cv::Mat paper(RgbaImage& image) { return {image.height, image.width, CV_8UC4, image.pixels.data()}; }

void blue_cap(RgbaImage& image) {
    cv::ellipse(paper(image), {360, 300}, {210, 190}, 0, 180, 360, cv::Scalar(30, 60, 170, 255), cv::FILLED, cv::LINE_AA);
    cv::ellipse(paper(image), {360, 305}, {250, 40}, 0, 0, 360, cv::Scalar(20, 45, 130, 255), cv::FILLED, cv::LINE_AA);
}

void dark_glasses(RgbaImage& image) {
    for (const int side : {-1, 1}) cv::ellipse(paper(image), {360 + side * 92, 430}, {75, 52}, 0, 0, 360, cv::Scalar(20, 20, 22, 255), cv::FILLED, cv::LINE_AA);
    cv::line(paper(image), {300, 420}, {420, 420}, cv::Scalar(20, 20, 22, 255), 8);
}

PhotoQuality judged(const RgbaImage& image) { return photo_quality(image, nets()->look(image)); }
bool said(const PhotoQuality& quality, const char* cause) { return std::find(quality.causes.begin(), quality.causes.end(), cause) != quality.causes.end(); }

}  // namespace

TEST_CASE("good portraits are good to the networks too, and what is wrong is named") {
    if (nets() == nullptr) return;
    for (auto person = kFirstSeen; person < kFirstSeen + seen(); ++person) {
        CAPTURE(person);
        const auto good = judged(seen_portrait(person));
        CHECK(good.by_networks);
        CHECK(good.score >= 75);
        CHECK(good.causes.empty());
        const auto wrong = [&](const synth::FaceConditions& look, const char* cause) {
            CAPTURE(cause);
            const auto quality = judged(seen_portrait(person, look));
            CHECK(said(quality, cause));
            CHECK(quality.score < 75);
        };
        wrong({.eyes_closed = true}, "face.open_eyes");
        wrong({.mouth_open = true}, "face.close_mouth");
        wrong({.yaw = person % 2 == 0 ? 1.0 : -1.0}, "face.look_here");
        wrong({.gaze = person % 2 == 0 ? 0.8 : -0.8}, "face.gaze");
        auto image = seen_portrait(person);
        blue_cap(image);
        CHECK(said(judged(image), "face.hat"));
        image = seen_portrait(person);
        dark_glasses(image);
        const auto dark = judged(image);
        CHECK(said(dark, "face.dark_glasses"));
        CHECK_FALSE(said(dark, "face.open_eyes"));
    }
}

TEST_CASE("two people in one picture") {
    if (nets() == nullptr) return;
    auto left = seen_portrait(kFirstSeen), right = seen_portrait(kFirstSeen + 1);
    RgbaImage both(1440, 960);
    paper(left).copyTo(paper(both)(cv::Rect(0, 0, 720, 960)));
    paper(right).copyTo(paper(both)(cv::Rect(720, 0, 720, 960)));
    CHECK(nets()->look(both).size() == 2);
    CHECK(said(judged(both), "face.others"));
}

TEST_CASE("no face in what is none, and networks that are none are refused") {
    if (nets() == nullptr) return;
    RgbaImage plain(640, 480), tiny(1, 1);
    CHECK(nets()->look(plain).empty());
    CHECK(nets()->look(tiny).empty());
    CHECK(nets()->look(RgbaImage{}).empty());
    CHECK_FALSE(FaceNets::read({}, {}, {}));
    const Bytes noise(1000, 0x5A);
    CHECK_FALSE(FaceNets::read(noise, noise, noise));
}

TEST_CASE("a living face blinks and turns, a picture of one does not") {
    if (nets() == nullptr) return;
    const auto watch = [](std::initializer_list<synth::FaceConditions> looks) {
        LifeSigns signs;
        for (const auto& look : looks)
            if (const auto faces = nets()->look(seen_portrait(kFirstSeen + 2, look)); !faces.empty()) signs.see(faces.front());
        return signs;
    };
    const auto living = watch({{}, {.eyes_closed = true}, {}, {.yaw = 0.5}, {.yaw = -0.5}});
    CHECK(living.blinked());
    CHECK(living.turned());
    CHECK_FALSE(living.frozen());
    const auto printed = watch({{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}});
    CHECK(printed.pictures() == 11);
    CHECK_FALSE(printed.blinked());
    CHECK_FALSE(printed.turned());
    CHECK(printed.frozen());
    CHECK_FALSE(watch({{.eyes_closed = true}, {}}).blinked());
}

TEST_CASE("faces of group pictures are found where they lie beside the checkout") {
    const char* given = std::getenv("LOKET_BIOMETRICS");
    const auto folder = (given != nullptr ? std::filesystem::path(given) : std::filesystem::path(LOKET_SOURCE_DIR) / ".." / "shared" / "biometrics") / "face" / "dlibfaces";
    if (nets() == nullptr || !std::filesystem::exists(folder / "2008_002470.jpg")) {
        WARN("no group pictures: not tested");
        return;
    }
    for (const auto& [name, faces] : {std::pair{"2007_007763.jpg", 7U}, {"2008_001322.jpg", 3U}, {"2008_002470.jpg", 6U}, {"2008_004176.jpg", 7U}, {"2009_004587.jpg", 2U}}) {
        cv::Mat picture = cv::imread((folder / name).string());
        REQUIRE_FALSE(picture.empty());
        RgbaImage image(picture.cols, picture.rows);
        cv::cvtColor(picture, paper(image), cv::COLOR_BGR2RGBA);
        CAPTURE(name);
        CHECK(nets()->look(image).size() == faces);
    }
}
