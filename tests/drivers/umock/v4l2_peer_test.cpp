// The emulated camera as a video node of a machine that does not exist: v4l2-ctl, which is not ours, and our driver see the same face.

#include <catch2/catch.hpp>

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "tests/drivers/umock/run.h"

namespace v4l2_peer_test {

using namespace loket::test;
using Catch::Matchers::Contains;

namespace {

Ran run_camera(const std::string& arguments) { return run("timeout 60 umockdev-wrapper " + kTests + "camera_emulator " + arguments); }

/// How far apart two pictures are, in grey levels.
double difference(const cv::Mat& a, const cv::Mat& b) {
    cv::Mat apart;
    cv::absdiff(a, b, apart);
    const auto mean = cv::mean(apart);
    return (mean[0] + mean[1] + mean[2]) / 3;
}

}  // namespace

TEST_CASE("v4l2_camera: v4l2-ctl knows the emulated camera, and its picture is the one we take") {
    if (lacks("v4l2-ctl")) return;
    const Folder folder;
    const auto said = run_camera("-- v4l2-ctl -d /dev/video0 --info --list-formats-ext");
    CAPTURE(said.said);
    CHECK(said.code == 0);
    CHECK_THAT(said.said, Contains("Loket emulated camera") && Contains("MJPG") && Contains("YUYV") && Contains("1280x720"));

    // The head sways: of both the sixtieth frame, which is the one that we keep.
    const auto theirs = (folder.path / "theirs.jpg").string(), own = (folder.path / "own.png").string();
    const auto streamed = run_camera("-- v4l2-ctl -d /dev/video0 --set-fmt-video=width=1280,height=720,pixelformat=MJPG --stream-mmap --stream-skip=59 --stream-count=1 --stream-to=" + theirs);
    CAPTURE(streamed.said);
    REQUIRE(streamed.code == 0);
    const auto taken = run_camera("-- " + kTests + "camera_emulator --take " + own);
    CAPTURE(taken.said);
    REQUIRE(taken.code == 0);
    CHECK_THAT(taken.said, Contains("found: /dev/video0 Loket emulated camera"));
    const cv::Mat a = cv::imread(theirs), b = cv::imread(own);
    REQUIRE(a.size() == cv::Size(1280, 720));
    REQUIRE(b.size() == cv::Size(540, 720));
    CHECK(difference(a(cv::Rect(370, 0, 540, 720)), b) < 0.5);
    cv::Mat turned;
    cv::flip(b, turned, 0);
    CHECK(difference(a(cv::Rect(370, 0, 540, 720)), turned) > 10);
}

TEST_CASE("v4l2_camera: v4l2-ctl streams YUYV from the emulated camera") {
    if (lacks("v4l2-ctl")) return;
    const Folder folder;
    const auto file = (folder.path / "raw").string();
    const auto ran = run_camera("-- v4l2-ctl -d /dev/video0 --set-fmt-video=width=640,height=480,pixelformat=YUYV --stream-mmap --stream-count=3 --stream-to=" + file);
    CAPTURE(ran.said);
    CHECK(ran.code == 0);
    CHECK(std::filesystem::file_size(file) == 3u * 640 * 480 * 2);
}

}  // namespace v4l2_peer_test
