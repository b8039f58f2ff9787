// v4l2_camera: what becomes of bytes, which mode is taken, and the device over a camera that misbehaves.

#include <catch2/catch.hpp>

#include <linux/videodev2.h>

#include <thread>

#include "devices/base/random.h"
#include "drivers/v4l2_camera/driver.h"
#include "drivers/v4l2_camera/model.h"
#include "drivers/v4l2_camera/pixels.h"
#include "drivers/v4l2_camera/stream.h"
#include "drivers/v4l2_camera/v4l2_camera.h"
#include "drivers/v4l2_document_camera/driver.h"
#include "tests/runtime/station.h"

namespace v4l2_camera_test {

using namespace loket;
using namespace loket::test;
using namespace loket::drivers::v4l2_camera;
using namespace std::chrono_literals;

namespace {

struct Studio {
    explicit Studio(model::Settings settings = {}, bool papers = false) {
        scene.set_real_time(false);
        scene.set_person({.seed = 7, .missing_fingers = {}, .missing_eyes = {}});
        const model::Surroundings around{.scene = &scene, .clock = &clock, .address = box->address(), .settings = std::move(settings)};
        device = papers ? drivers::v4l2_document_camera::create(around) : create(around);
    }
    Result<model::Content> photo(std::stop_token stop = {}) { return device->perform(model::PhotoRequest{}, sink, std::move(stop)); }
    model::Scene scene;
    ManualClock clock{kNow};
    std::unique_ptr<model::AddressModel> box = emulate_node(scene);
    std::unique_ptr<model::Device> device;
    RememberingSink sink;
};

/// A JPEG as the emulated camera makes it, and its size.
Bytes some_jpeg() {
    model::Scene scene;
    CameraModel camera(scene);
    v4l2_format format{};
    format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    format.fmt.pix.pixelformat = V4L2_PIX_FMT_MJPEG;
    REQUIRE(camera.control(VIDIOC_S_FMT, &format) == 0);
    v4l2_requestbuffers wanted{};
    wanted.count = 1;
    wanted.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    wanted.memory = V4L2_MEMORY_MMAP;
    REQUIRE(camera.control(VIDIOC_REQBUFS, &wanted) == 0);
    v4l2_buffer place{};
    REQUIRE(camera.control(VIDIOC_QBUF, &place) == 0);
    REQUIRE(camera.control(VIDIOC_STREAMON, nullptr) == 0);
    REQUIRE(camera.control(VIDIOC_DQBUF, &place) == 0);
    return {camera.memory().begin(), camera.memory().begin() + place.bytesused};
}

}  // namespace

TEST_CASE("v4l2_camera: YUYV becomes the colours of BT.601, with lines longer than the picture, and never from missing bytes") {
    // Black, white, and the primary red of BT.601: Y 81, U 90, V 240.
    const auto grey = from_yuyv(Bytes{16, 128, 235, 128}, 2, 1, 4);
    REQUIRE(grey);
    CHECK(grey->pixels == std::vector<std::uint8_t>{0, 0, 0, 255, 255, 255, 255, 255});
    const auto red = from_yuyv(Bytes{81, 90, 81, 240, 9, 9, 81, 90, 81, 240}, 2, 2, 6);
    REQUIRE(red);
    for (const int y : {0, 1}) {
        CHECK(red->at(0, y)[0] >= 253);
        CHECK(red->at(0, y)[1] <= 2);
        CHECK(red->at(1, y)[2] <= 2);
    }
    CHECK(from_yuyv(Bytes{16, 128, 235}, 2, 1, 4).error().fault == Fault::Corrupt);
    CHECK_FALSE(from_yuyv(Bytes(64), 3, 1, 6));
    CHECK_FALSE(from_yuyv(Bytes(64), 2, 1, 2));
    CHECK_FALSE(from_yuyv(Bytes(64), 0, 0, 0));
}

TEST_CASE("v4l2_camera: a JPEG of the agreed size is read, anything else is corrupt") {
    auto jpeg = some_jpeg();
    REQUIRE(from_mjpeg(jpeg, 640, 480));
    CHECK(from_mjpeg(jpeg, 1280, 720).error().fault == Fault::Corrupt);
    for (const std::size_t length : {0u, 1u, 2u, 20u, 300u, static_cast<unsigned>(jpeg.size() / 2), static_cast<unsigned>(jpeg.size() - 1)})
        CHECK(from_mjpeg(ByteView{jpeg}.first(length), 640, 480).error().fault == Fault::Corrupt);
    auto padded = jpeg;
    padded.resize(padded.size() + 100);
    CHECK(from_mjpeg(padded, 640, 480));
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        auto spoilt = jpeg;
        for (int i = 0; i < 8; ++i) spoilt[mix64(seed * 8 + static_cast<std::uint64_t>(i)) % 700] = static_cast<std::uint8_t>(mix64(seed + 1000 + static_cast<std::uint64_t>(i)));
        (void)from_mjpeg(spoilt, 640, 480);
    }
}

TEST_CASE("v4l2_camera: a portrait is three by four from the middle") {
    RgbaImage wide(1280, 720);
    wide.at(640, 360)[0] = 7;
    const auto portrait = portrait_of(wide);
    CHECK(portrait.width == 540);
    CHECK(portrait.height == 720);
    CHECK(portrait.at(270, 360)[0] == 7);
    CHECK(portrait_of(RgbaImage(720, 1280)).height == 960);
    CHECK(portrait_of(RgbaImage{}).empty());
}

TEST_CASE("v4l2_camera: the largest mode that is quick enough is taken") {
    constexpr auto kJpeg = V4L2_PIX_FMT_MJPEG, kRaw = V4L2_PIX_FMT_YUYV;
    constexpr int kFullHd = 1920 * 1080;
    const auto best = [](std::vector<Mode> modes) { return best_mode(modes, kFullHd); };
    CHECK(best({{kRaw, 1280, 720}, {kRaw, 640, 480}}).width == 1280);
    CHECK(best({{kRaw, 1280, 720}, {kJpeg, 640, 480}}).width == 1280);
    CHECK(best({{kRaw, 1920, 1080}, {kRaw, 640, 480}}).width == 1920);
    CHECK(best({{kRaw, 1920, 1080}, {kJpeg, 1280, 720}}).format == kJpeg);
    CHECK(best({{kJpeg, 3840, 2160}, {kJpeg, 1280, 720}}).width == 1280);
    CHECK(best({{kJpeg, 3840, 2160}, {kJpeg, 2560, 1440}}).width == 2560);
    CHECK(best({}).format == 0);
}

TEST_CASE("v4l2_camera: a photograph with previews, from MJPEG and YUYV, of the right size") {
    for (const bool yuyv : {false, true}) {
        CAPTURE(yuyv);
        Studio studio;
        if (yuyv) studio.box->event("yuyv");
        REQUIRE(studio.device->open());
        const auto result = studio.photo();
        REQUIRE(result);
        const auto& photo = std::get<model::PhotoOutcome>(*result).image;
        if (yuyv) CHECK(photo.height == 720);
        CHECK(photo.width * 4 == photo.height * 3);
        CHECK(photo.height >= 640);
        CHECK(studio.sink.previews.size() == 60);
        CHECK(studio.sink.percents.back() == 100);
        CHECK(studio.sink.hints == std::vector<std::string>{"face.look_here"});
    }
}

TEST_CASE("v4l2_camera: a spoilt frame is left out, nothing but spoilt ones, or none at all, is an end") {
    Studio studio;
    REQUIRE(studio.device->open());
    for (const auto* word : {"short", "garbage", "flagged"}) {
        CAPTURE(word);
        REQUIRE(studio.box->event(word));
        studio.sink.previews.clear();
        CHECK(studio.photo());
        CHECK(studio.sink.previews.size() == 60);
    }
    studio.box->event("stall");
    CHECK(studio.photo().error().fault == Fault::TimedOut);
    studio.box->event("reset");
    CHECK(studio.photo());
    std::jthread vandal([&](const std::stop_token& over) {
        while (!over.stop_requested()) studio.box->event("flagged");
    });
    studio.scene.set_real_time(true);  // a frame every 33 ms: each is flagged
    CHECK(studio.photo().error().fault == Fault::Corrupt);
}

TEST_CASE("v4l2_camera: a camera that sees too little says so, papers want more") {
    Studio studio;
    studio.box->event("small");
    REQUIRE(studio.device->open());
    CHECK(studio.photo().error().fault == Fault::Unsupported);
    Studio papers({}, true);
    REQUIRE(papers.device->open());
    const auto result = papers.device->perform(model::PaperRequest{}, papers.sink, {});
    REQUIRE(result);
    CHECK(std::get<model::PaperOutcome>(*result).image.width == 1280);
    CHECK(papers.device->identity().driver == "v4l2_document_camera");
}

TEST_CASE("v4l2_camera: pulled out in mid-stream it is gone, stopped it stops, and works again") {
    Studio studio;
    studio.scene.set_real_time(true);
    REQUIRE(studio.device->open());
    {
        std::jthread hand([&] {
            wait_for(150ms, {});
            studio.box->unplug();
        });
        CHECK(studio.photo().error().fault == Fault::Gone);
    }
    CHECK_FALSE(studio.device->health().ready);
    CHECK_FALSE(studio.device->open());
    studio.box->plug();
    REQUIRE(studio.device->open());
    std::stop_source stop;
    std::jthread hand([&] {
        wait_for(150ms, {});
        stop.request_stop();
    });
    CHECK(studio.photo(stop.get_token()).error().fault == Fault::Cancelled);
    studio.scene.set_real_time(false);
    CHECK(studio.photo());
}

TEST_CASE("v4l2_camera: the settings say which camera is for papers") {
    const model::Sighting camera{"/dev/video2", "IPEVO V4K"};
    CHECK_FALSE(is_named(camera, "v4l2_document_camera.name", {}));
    CHECK(is_named(camera, "v4l2_document_camera.name", {{"v4l2_document_camera.name", "IPEVO"}}));
    CHECK(is_named(camera, "v4l2_document_camera.name", {{"v4l2_document_camera.name", "/dev/video2"}}));
    CHECK_FALSE(is_named(camera, "v4l2_document_camera.name", {{"v4l2_document_camera.name", "/dev/video20"}}));
    CHECK_FALSE(is_named(camera, "v4l2_document_camera.name", {{"v4l2_document_camera.name", ""}}));
}

}  // namespace v4l2_camera_test
