// gphoto2_camera: results and photographs as we read them; and our driver, in a process of its own, and the gphoto2 command line at the same emulated camera.

#include <catch2/catch.hpp>

#include <gphoto2/gphoto2-port-result.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include "devices/isolation/isolated.h"
#include "devices/isolation/isolated_finder.h"
#include "drivers/gphoto2_camera/camera.h"
#include "drivers/gphoto2_camera/driver.h"
#include "drivers/gphoto2_camera/model.h"
#include "drivers/gphoto2_camera/portrait.h"
#include "tests/drivers/first_look.h"
#include "tests/drivers/umock/run.h"
#include "tests/runtime/station.h"

namespace gphoto2_camera_test {

using namespace loket;
using namespace loket::drivers::gphoto2_camera;
using namespace loket::test;
using namespace std::chrono_literals;

namespace {

isolation::Launcher helper() { return isolation::launch(kTests + "device_helper"); }

/// A person before the emulated camera, and our driver in a process of its own.
struct Studio {
    Studio() {
        scene.set_real_time(false);
        scene.set_person({.seed = 7, .missing_fingers = {}, .missing_eyes = {}});
    }
    /// With patience for a process that starts on a busy machine.
    bool open() {
        auto opened = device.open();
        for (int i = 0; i < 5 && !opened && opened.error().fault == Fault::TimedOut; ++i) opened = device.open();
        return opened.ok();
    }
    Result<model::Content> photograph(std::stop_token stop = {}) { return device.perform(model::PhotoRequest{}, sink, stop); }
    std::string word() {
        const auto content = photograph();
        return content ? "ok" : std::string(to_string(content.error().fault)) + " " + content.error().code;
    }
    /// Whether a photograph comes to this, with the box in this trouble. On a machine that is busy with something else libgphoto2 may lose patience with a
    /// box that is a thread of ours: then the camera is opened anew, as a session does it.
    bool comes_to(const char* trouble, const std::string& wanted) {
        for (int i = 0; i < 4; ++i) {
            box.event(trouble);
            last = word();
            if (last == wanted) return true;
            if (last.starts_with("gone") || last.starts_with("timed_out")) (void)open();
        }
        return false;
    }
    /// The gphoto2 command line at the same camera; with the same patience.
    [[nodiscard]] Ran gphoto2(const std::string& arguments) const {
        Ran ran;
        for (int i = 0; i < 3 && ran.code != 0; ++i) ran = run("timeout 60 gphoto2 --port " + box.address() + " --camera 'PTP/IP Camera' " + arguments);
        return ran;
    }

    model::Scene scene;
    NetworkCamera box{scene};
    isolation::IsolatedDevice device{kDriver, {.address = box.address()}, helper()};
    RememberingSink sink;
    std::string last;  // word
};

Bytes contents(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Dark at its left.
Bytes jpeg(int width, int height) {
    cv::Mat rows(height, width, CV_8UC3, cv::Scalar::all(230));
    rows.colRange(0, width / 2) = cv::Scalar::all(20);
    Bytes bytes;
    cv::imencode(".jpg", rows, bytes);
    return bytes;
}

/// As a camera writes it that was held upright: Exif 2.3, orientation 6.
Bytes turned(Bytes bytes) {
    const Bytes exif{0xFF, 0xE1, 0x00, 0x22, 'E', 'x', 'i', 'f', 0, 0, 'I', 'I', 0x2A, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0};
    bytes.insert(bytes.begin() + 2, exif.begin(), exif.end());
    return bytes;
}

}  // namespace

TEST_CASE("gphoto2_camera: a photograph of any size becomes a portrait, upright as it was held") {
    const auto small = portrait_from(jpeg(1000, 700));
    REQUIRE(small);
    CHECK(small->width == 525);
    CHECK(small->height == 700);
    CHECK(small->at(10, 300)[0] < 60);
    CHECK(small->at(500, 300)[0] > 200);
    const auto large = portrait_from(jpeg(3200, 2400));
    REQUIRE(large);
    CHECK(large->height == 1200);
    CHECK(large->width == 900);
    const auto upright = portrait_from(turned(jpeg(1000, 700)));
    REQUIRE(upright);
    CHECK(upright->height > upright->width);
    CHECK(upright->at(250, 10)[0] < 60);  // what was left is above
    CHECK(upright->at(250, upright->height - 10)[0] > 200);

    CHECK(portrait_from(jpeg(640, 480)).error().fault == Fault::Unsupported);
    auto cut = jpeg(1000, 700);
    cut.resize(cut.size() / 2);
    CHECK(portrait_from(cut).error().fault == Fault::Corrupt);
    CHECK(portrait_from({}).error().fault == Fault::Corrupt);
    const Bytes boast{0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0xFF, 0xFF, 0xFF, 0xFF, 1, 1, 0x11, 0, 0xFF, 0xD9};
    CHECK(portrait_from(boast).error().fault == Fault::Unsupported);
}

TEST_CASE("gphoto2_camera: every result says what can be done") {
    CHECK(error_of(GP_ERROR_IO_USB_CLAIM, "open").code == "device.busy");
    CHECK(error_of(GP_ERROR_IO_USB_FIND, "open").fault == Fault::Gone);
    CHECK(error_of(GP_ERROR_NO_SPACE, "shoot").code == "camera.card");
    CHECK(error_of(GP_ERROR_NO_SPACE, "shoot").fault == Fault::NeedsOperator);
    CHECK(error_of(GP_ERROR_CAMERA_ERROR, "shoot").code == "camera.no_picture");
    CHECK(error_of(GP_ERROR_TIMEOUT, "shoot").fault == Fault::TimedOut);
    CHECK(error_of(GP_ERROR_CORRUPTED_DATA, "shoot").fault == Fault::Corrupt);
}

TEST_CASE("gphoto2_camera: the gphoto2 command line and we take the same photograph, and nothing of it stays in the camera") {
    if (lacks("gphoto2")) return;
    Studio studio;
    const Folder folder;
    const auto file = folder.path / "theirs.jpg";
    const auto theirs = studio.gphoto2("--capture-image-and-download --force-overwrite --filename " + file.string());
    CAPTURE(theirs.said);
    REQUIRE(theirs.code == 0);
    const auto wanted = portrait_from(contents(file));
    REQUIRE(wanted);
    CHECK(studio.gphoto2("--summary").said.find("Model: Emulated camera") != std::string::npos);

    REQUIRE(studio.open());
    const auto who = studio.device.identity();
    CHECK(who.simulated);
    CHECK(who.product == "Emulated camera");
    CHECK(who.serial == "SIM-1");
    CHECK(studio.gphoto2("--summary").code != 0);  // one at a time
    auto ours = studio.photograph();
    for (int i = 0; i < 3 && !ours; ++i) {
        (void)studio.open();
        studio.sink = {};
        ours = studio.photograph();
    }
    if (!ours) FAIL(ours.error().context);
    const auto& portrait = std::get<model::PhotoOutcome>(*ours).image;
    CHECK(portrait.height == 1000);
    CHECK((portrait.width == wanted->width && portrait.pixels == wanted->pixels));
    CHECK(studio.sink.hints == std::vector<std::string>{"face.look_here"});
    CHECK(studio.sink.previews.size() == 31);
    CHECK(studio.box.pictures_kept() == 0);
}

TEST_CASE("gphoto2_camera: trouble is told in words of the contract, and the next photograph is taken") {
    Studio studio;
    REQUIRE(studio.open());
    CHECK(studio.comes_to("no_view", "ok"));  // a camera without a view takes photographs as well
    CHECK(studio.comes_to("no_focus", "rejected camera.no_picture"));
    CHECK(studio.device.health().ready);
    CHECK(studio.comes_to("full", "needs_operator camera.card"));
    CHECK(studio.device.health().reasons == std::vector<std::string>{"storage-full"});
    CHECK(studio.comes_to("locked", "needs_operator camera.card"));
    CHECK(studio.box.pictures_kept() >= 1);
    CHECK(studio.comes_to("garbage", "corrupt "));
    studio.box.unplug();
    CHECK(studio.photograph().error().fault == Fault::Gone);
    CHECK_FALSE(studio.device.health().ready);
    CHECK(studio.device.open().error().fault == Fault::Gone);
    studio.box.plug();
    REQUIRE(studio.open());
    studio.box.event("reset");
    CHECK(studio.word() != "ok");  // somebody switched it off and on meanwhile: it does not know us any more
    REQUIRE(studio.open());
    CHECK(studio.comes_to("no_view", "ok"));
    CHECK(studio.device.health().ready);
}

TEST_CASE("gphoto2_camera: stopped while its shutter hangs, it is over within 100 ms, and the next photograph is taken") {
    Studio studio;
    REQUIRE(studio.open());
    CHECK(once_in_three([&] {
        studio.box.event("silent");
        std::stop_source stop;
        std::chrono::steady_clock::time_point asked;
        const std::jthread hand([&] {
            wait_for(1000ms, {});
            asked = std::chrono::steady_clock::now();
            stop.request_stop();
        });
        const auto result = studio.photograph(stop.get_token());
        const auto took = std::chrono::steady_clock::now() - asked;
        REQUIRE_FALSE(result);
        CHECK(result.error().fault == Fault::Cancelled);
        return took < 100ms;
    }));
    studio.box.event("reset");
    REQUIRE(studio.open());
    CHECK(studio.comes_to("no_view", "ok"));
}

TEST_CASE("gphoto2_camera: the finder tells the cameras that the office named, from a process of its own") {
    isolation::IsolatedFinder finder(kDriver, {{kNetworkSetting, "ptpip:192.0.2.1 serial:/dev/tty1"}}, helper());
    const auto seen = first_look(finder);
    REQUIRE(seen);
    CHECK(std::ranges::count_if(*seen, [](const auto& each) { return each.address == "ptpip:192.0.2.1"; }) == 1);
    CHECK(std::ranges::none_of(*seen, [](const auto& each) { return each.address.starts_with("serial:"); }));
}

}  // namespace gphoto2_camera_test
