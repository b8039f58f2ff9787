// libfprint_reader: pictures and errors as libfprint gives them; libfprint's own virtual reader, captured from in a process of its own.

#include <catch2/catch.hpp>

#include <fprint.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "devices/biometrics/synth/synth.h"
#include "devices/isolation/isolated.h"
#include "devices/isolation/isolated_finder.h"
#include "drivers/libfprint_reader/driver.h"
#include "drivers/libfprint_reader/model.h"
#include "drivers/libfprint_reader/picture.h"
#include "tests/drivers/first_look.h"
#include "tests/drivers/umock/run.h"
#include "tests/runtime/station.h"

namespace libfprint_reader_test {

using namespace loket;
using namespace loket::drivers::libfprint_reader;
using namespace loket::test;
using namespace std::chrono_literals;
using Catch::Matchers::Contains;

namespace {

const model::FingerRequest kIndex{{biometrics::Finger::RightIndex}, {}};

isolation::Launcher helper() { return isolation::launch(kTests + "device_helper"); }

/// The virtual reader with a person before it, and our driver in a process of its own.
struct Counter {
    Counter() {
        scene.set_real_time(false);
        scene.set_person({.seed = 7, .missing_fingers = {}, .missing_eyes = {}});
    }
    Result<model::Content> capture(std::stop_token stop = {}) { return device.perform(kIndex, sink, stop); }
    std::string word() {
        const auto content = capture();
        return content ? "ok" : std::string(to_string(content.error().fault)) + " " + content.error().code;
    }

    /// With patience for a process that starts on a busy machine.
    bool open() {
        auto opened = device.open();
        for (int i = 0; i < 5 && !opened && opened.error().fault == Fault::TimedOut; ++i) opened = device.open();
        return opened.ok();
    }
    /// What was told before may still lie in the line: up to three captures.
    bool comes_to(const std::string& wanted) {
        for (int i = 0; i < 3; ++i)
            if (word() == wanted) return true;
        return false;
    }

    model::Scene scene;
    VirtualReader box{scene};
    isolation::IsolatedDevice device{kDriver, {.address = box.address()}, helper()};
    RememberingSink sink;
};

/// Whether it is one of the first impressions that the person of a scene like ours leaves.
bool is_of_person(const GrayImage& picture) {
    model::Scene twin;
    twin.set_person({.seed = 7, .missing_fingers = {}, .missing_eyes = {}});
    const auto master = biometrics::synth::finger_master(7, biometrics::Finger::RightIndex);
    for (int take = 0; take < 6; ++take)
        if (biometrics::synth::render_impression(master, {.seed = twin.next_take("libfprint_reader")}).pixels == picture.pixels) return true;
    return false;
}

/// Processes that this one has started and that live.
std::vector<pid_t> children() {
    std::vector<pid_t> all;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
        std::ifstream in(task.path() / "children");
        for (pid_t pid = 0; in >> pid;) all.push_back(pid);
    }
    return all;
}

}  // namespace

TEST_CASE("libfprint_reader: pictures of every resolution come out at 500 dpi") {
    Bytes pixels(64 * 80);
    for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<std::uint8_t>(i % 64 < 32 ? 0 : 255);
    const auto same = picture_of(pixels, 64, 80, 19.685);
    REQUIRE(same);
    CHECK(Bytes(same->pixels.begin(), same->pixels.end()) == pixels);
    CHECK(picture_of(pixels, 64, 80, 0)->width == 64);  // a reader that does not say
    const auto doubled = picture_of(pixels, 64, 80, 19.685 / 2);
    REQUIRE(doubled);
    CHECK(doubled->width == 128);
    CHECK(doubled->height == 160);
    CHECK(doubled->dpi == 500);
    CHECK(doubled->at(20, 50) == 0);
    CHECK(doubled->at(100, 50) == 255);
    CHECK(picture_of(pixels, 64, 81, 0).error().fault == Fault::Corrupt);
    CHECK(picture_of({}, 0, 0, 0).error().fault == Fault::Corrupt);
    CHECK(picture_of(pixels, -64, -80, 0).error().fault == Fault::Corrupt);
    CHECK(picture_of(pixels, 64, 80, 1000).error().fault == Fault::Corrupt);
}

TEST_CASE("libfprint_reader: every error says what can be done") {
    CHECK(retry_error(FP_DEVICE_RETRY_TOO_SHORT, "").code == "finger.place_again");
    CHECK(retry_error(FP_DEVICE_RETRY_GENERAL, "").fault == Fault::Rejected);
    CHECK(device_error(FP_DEVICE_ERROR_REMOVED, "").fault == Fault::Gone);
    CHECK(device_error(FP_DEVICE_ERROR_BUSY, "").fault == Fault::Busy);
    CHECK(device_error(FP_DEVICE_ERROR_PROTO, "").fault == Fault::Corrupt);
    CHECK(device_error(FP_DEVICE_ERROR_NOT_SUPPORTED, "").fault == Fault::Unsupported);
    CHECK(is_ours("uru4000"));
    CHECK_FALSE(is_ours("vfs5011"));
}

TEST_CASE("libfprint_reader: the finger on libfprint's virtual reader comes out of its process as it was laid down") {
    Counter counter;
    REQUIRE(counter.open());
    CHECK(counter.device.identity().simulated);
    const auto content = counter.capture();
    if (!content) FAIL(content.error().context);
    const auto& outcome = std::get<model::FingerOutcome>(*content);
    REQUIRE(outcome.fingers.size() == 1);
    CHECK(outcome.fingers[0].finger == biometrics::Finger::RightIndex);
    CHECK(is_of_person(outcome.fingers[0].image));
    CHECK(counter.sink.hints == std::vector<std::string>{"finger.place_one"});
    CHECK(counter.sink.previews.size() == 1);
    const auto two = counter.device.perform(model::FingerRequest{{biometrics::Finger::RightIndex, biometrics::Finger::LeftIndex}, {}}, counter.sink, {});
    CHECK(two.error().fault == Fault::Unsupported);
}

TEST_CASE("libfprint_reader: what goes wrong is told in words of the contract, and the next finger is read") {
    Counter counter;
    REQUIRE(counter.open());
    REQUIRE(counter.word() == "ok");
    for (const auto& [what, word] : {std::pair{"short", "rejected finger.place_again"}, std::pair{"error", "corrupt "}}) {
        counter.box.event(what);
        CHECK(counter.comes_to(word));
    }
    counter.box.event("reset");
    CHECK(counter.comes_to("ok"));
    counter.box.unplug();
    CHECK(counter.comes_to("gone device.gone"));
    CHECK_FALSE(counter.device.health().ready);
    CHECK(counter.device.open().error().fault == Fault::Gone);
    counter.box.plug();
    REQUIRE(counter.open());
    CHECK(counter.word() == "ok");
}

TEST_CASE("libfprint_reader: stopped while nobody comes, it is over within 100 ms, and the next finger is read") {
    Counter counter;
    REQUIRE(counter.open());
    CHECK(once_in_three([&] {
        counter.box.event("silent");
        std::stop_source stop;
        std::chrono::steady_clock::time_point asked;
        Result<model::Content> result = internal("not yet");
        {
            const std::jthread hand([&] {
                wait_for(300ms, {});
                asked = std::chrono::steady_clock::now();
                stop.request_stop();
            });
            do result = counter.capture(stop.get_token());
            while (result);  // of a finger that lay there before
        }
        CHECK(result.error().fault == Fault::Cancelled);
        return std::chrono::steady_clock::now() - asked < 100ms;
    }));
    counter.box.event("reset");
    CHECK(counter.word() == "ok");
}

TEST_CASE("libfprint_reader: killed in mid-capture, the session tells it, the kiosk lives on and the next finger is read") {
    model::Scene scene;
    scene.set_real_time(false);
    VirtualReader box(scene);
    box.event("silent");
    const model::Driver* const only[] = {&kDriver};
    const ManualClock clock{kNow};
    runtime::Registry registry(only, clock, nullptr, {}, helper());
    REQUIRE(registry.arrive({.id = "far:1", .usb = {}, .driver = std::string(kDriver.id), .transport = nullptr, .seen = {box.address()}}));
    auto session = std::move(*runtime::Session::open(registry, "far:1", {.first_retry = 10ms, .longest_retry = 40ms, .health_period = 20ms}));
    for (int i = 0; i < 30 && !eventually([&] { return session->device().state == runtime::State::Ready; }); ++i) {}
    REQUIRE(session->device().state == runtime::State::Ready);

    const auto job = session->submit(kIndex, 60s);
    REQUIRE(job);
    while (auto event = session->events().pop({}))
        if (std::holds_alternative<runtime::Hint>(event->body)) break;
    const auto helpers = children();
    REQUIRE(helpers.size() == 1);
    REQUIRE(kill(helpers.front(), SIGKILL) == 0);
    const auto result = result_of(*session, *job);
    REQUIRE_FALSE(result);
    CHECK(result.error().fault == Fault::Gone);
    CHECK_THAT(result.error().context, Contains("signal 9"));

    box.event("reset");
    const auto again = result_of(*session, *session->submit(kIndex, 60s));
    if (!again) FAIL(again.error().context);
    CHECK(std::get<model::FingerOutcome>(again->content).fingers.size() == 1);
    CHECK(children().size() == 1);
    CHECK(children() != helpers);
}

TEST_CASE("libfprint_reader: the finder tells what libfprint sees, from a process of its own") {
    model::Scene scene;
    const VirtualReader box(scene);
    setenv("FP_VIRTUAL_IMAGE", box.address().c_str() + kVirtual.size(), 1);
    isolation::IsolatedFinder finder(kDriver, {}, helper());
    const auto seen = first_look(finder);
    unsetenv("FP_VIRTUAL_IMAGE");
    REQUIRE(seen);
    CHECK(std::ranges::any_of(*seen, [](const auto& each) { return each.address.starts_with("virtual_image:") && each.name == "Virtual image device for debugging"; }));
}

}  // namespace libfprint_reader_test
