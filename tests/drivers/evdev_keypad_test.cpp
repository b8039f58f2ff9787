// evdev_keypad and evdev_headset: what keys mean, which nodes are which, and the devices over them.

#include <catch2/catch.hpp>

#include <linux/input.h>

#include <thread>

#include "devices/base/file.h"
#include "drivers/evdev_headset/driver.h"
#include "drivers/evdev_keypad/driver.h"
#include "drivers/evdev_keypad/keys.h"
#include "tests/runtime/station.h"

namespace evdev_keypad_test {

using namespace loket;
using namespace loket::test;
using namespace loket::drivers::evdev_keypad;
using namespace std::chrono_literals;
using model::PadKey;

namespace {

struct Pad {
    explicit Pad(const model::Settings& settings = {}) : device(create({.scene = &scene, .address = box->address(), .settings = settings})) {
        box->event("silent");
        REQUIRE(device->open());
    }
    Result<model::Content> next() { return device->perform(model::KeypadRequest{}, sink, {}); }
    PadKey key() { return std::get<model::KeypadOutcome>(*next()).key; }
    model::Scene scene;
    std::unique_ptr<model::AddressModel> box = emulate_at(scene);
    RememberingSink sink;
    std::unique_ptr<model::Device> device;
};

evdev::Seen node(std::string name, std::initializer_list<int> keys) {
    evdev::Seen seen{.address = "/dev/input/event4", .name = std::move(name), .vendor = 1, .product = 1, .bus = 3, .keys = {}, .switches = {}};
    for (const auto code : keys) seen.keys.set(static_cast<std::size_t>(code));
    return seen;
}

}  // namespace

TEST_CASE("evdev_keypad: keys mean what keypads have on them, pressed and held") {
    const auto& keys = usual_keys();
    CHECK(meaning({EV_KEY, KEY_UP, 1}, keys)->key == PadKey::Up);
    CHECK(meaning({EV_KEY, KEY_KP5, 1}, keys)->key == PadKey::Digit5);
    CHECK(meaning({EV_KEY, KEY_0, 1}, keys)->key == PadKey::Digit0);
    CHECK(meaning({EV_KEY, KEY_VOLUMEUP, 2}, keys)->held);
    CHECK_FALSE(meaning({EV_KEY, KEY_UP, 0}, keys));
    CHECK_FALSE(meaning({EV_KEY, KEY_A, 1}, keys));
    CHECK_FALSE(meaning({EV_MSC, KEY_UP, 1}, keys));
    CHECK(meaning({EV_SW, SW_HEADPHONE_INSERT, 1}, keys)->key == PadKey::HeadsetIn);
    CHECK(meaning({EV_SW, SW_HEADPHONE_INSERT, 0}, keys)->key == PadKey::HeadsetOut);
}

TEST_CASE("evdev_keypad: a station may say what further keys mean") {
    const auto keys = parse_keys("F17=up, F1=ok,418=louder , F24=in");
    REQUIRE(keys);
    CHECK(*keys == KeyMap{{KEY_F17, PadKey::Up}, {KEY_F1, PadKey::Ok}, {KEY_ZOOMIN, PadKey::Louder}, {KEY_F24, PadKey::HeadsetIn}});
    CHECK(parse_keys("")->empty());
    for (const auto* bad : {"F17", "F17=", "=up", "F25=up", "F0=up", "60000=up", "F17=north", "F17=up,,", "Fx=up"}) {
        CAPTURE(bad);
        CHECK(parse_keys(bad).error().code == "settings.invalid");
    }
}

TEST_CASE("evdev_keypad: a keypad is known by its name or by the station, a keyboard never is one") {
    const std::initializer_list<int> keys = {KEY_ENTER, KEY_UP};
    CHECK(is_keypad(node("Storm AudioNav", keys), {}));
    CHECK(is_keypad(node("SIGMACHIP USB Keypad", keys), {}));
    CHECK_FALSE(is_keypad(node("USB Keyboard", keys), {}));
    CHECK_FALSE(is_keypad(node("USB Keypad Consumer Control", {KEY_VOLUMEUP}), {}));  // its second node confirms nothing
    CHECK(is_keypad(node("USB Keyboard", keys), {{"evdev_keypad.name", "Keyboard"}}));
    CHECK_FALSE(is_keypad(node("USB Keypad", keys), {{"evdev_keypad.name", "Storm"}}));
}

TEST_CASE("evdev_keypad: keys come in order, one to a request, and so does its socket") {
    Pad pad(model::Settings{{"evdev_keypad.keys", "F17=help"}});
    for (const int code : {KEY_UP, KEY_KP7, KEY_F17}) REQUIRE(pad.box->event("press:" + std::to_string(code)));
    CHECK(pad.key() == PadKey::Up);
    CHECK(pad.key() == PadKey::Digit7);
    CHECK(pad.key() == PadKey::Help);
    pad.scene.plug_headset(true);
    CHECK(pad.key() == PadKey::HeadsetIn);
    pad.device->close();
    REQUIRE(pad.device->open());
    CHECK(pad.key() == PadKey::HeadsetIn);  // it was there before anybody listened
    pad.scene.plug_headset(false);
    CHECK(pad.key() == PadKey::HeadsetOut);
    CHECK_FALSE(pad.box->event("press:"));
    CHECK_FALSE(pad.box->event("press:x"));
}

TEST_CASE("evdev_keypad: half an event is corrupt, lost ones cost a key and no more") {
    Pad pad;
    pad.box->event("short");
    pad.box->event("press:" + std::to_string(KEY_UP));
    CHECK(pad.next().error().fault == Fault::Corrupt);
    pad.box->event("dropped");
    pad.box->event("press:" + std::to_string(KEY_DOWN));
    CHECK(pad.key() == PadKey::Down);
}

TEST_CASE("evdev_headset: says how the switch stands, and when it is otherwise, a trembling contact says nothing") {
    model::Scene scene;
    const auto box = drivers::evdev_headset::emulate_at(scene);
    const auto device = drivers::evdev_headset::create({.scene = &scene, .address = box->address()});
    RememberingSink sink;
    const auto ask = [&](std::optional<bool> known) { return std::get<model::HeadsetOutcome>(*device->perform(model::HeadsetRequest{known}, sink, {})).plugged; };
    REQUIRE(device->open());
    CHECK_FALSE(ask(std::nullopt));
    scene.plug_headset(true);
    CHECK(ask(false));
    box->event("bounce");
    std::jthread person([&] {
        wait_for(30ms, {});
        scene.plug_headset(false);
    });
    CHECK_FALSE(ask(true));
}

TEST_CASE("evdev: a touch screen knows places, a mouse ways, a keyboard neither") {
    const auto root = std::filesystem::temp_directory_path() / ("loket-pointers-" + std::to_string(::getpid()));
    const auto plug = [&](const std::string& node, const std::string& places, const std::string& ways) {
        const auto folder = root / node / "device/capabilities";
        std::filesystem::create_directories(folder);
        REQUIRE(write_text(folder / "abs", places + "\n"));
        REQUIRE(write_text(folder / "rel", ways + "\n"));
    };
    CHECK_FALSE(evdev::pointers(root).touch);
    plug("event0", "0", "0");
    CHECK_FALSE(evdev::pointers(root).touch);
    plug("event1", "0", "143");
    CHECK(evdev::pointers(root).mouse);
    CHECK_FALSE(evdev::pointers(root).touch);
    plug("event2", "260800000000003", "0");
    CHECK(evdev::pointers(root).touch);
    std::filesystem::remove_all(root / "event2");
    CHECK_FALSE(evdev::pointers(root).touch);
    std::filesystem::remove_all(root);
}

}  // namespace evdev_keypad_test
