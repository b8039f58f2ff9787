// hid_wedge: what strokes become, which nodes are readers, and the device over a reader that stumbles.

#include <catch2/catch.hpp>

#include <linux/input.h>

#include <thread>

#include "drivers/hid_wedge/driver.h"
#include "drivers/hid_wedge/model.h"
#include "drivers/hid_wedge/typing.h"
#include "tests/runtime/station.h"

namespace hid_wedge_test {

using namespace loket;
using namespace loket::test;
using namespace loket::drivers::hid_wedge;
using namespace std::chrono_literals;
using Events = std::vector<evdev::Event>;

namespace {

Events key(int code, int value) { return {{EV_KEY, static_cast<std::uint16_t>(code), value}, {EV_SYN, SYN_REPORT, 0}}; }
Events tap(int code) {
    auto both = key(code, 1);
    for (const auto& event : key(code, 0)) both.push_back(event);
    return both;
}
Events operator+(Events all, const Events& more) {
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

/// Every code, or the code of its error in brackets.
std::vector<std::string> codes(const Events& events, const char* layout = "us") {
    Typing typing(*layout_named(layout));
    std::vector<std::string> out;
    for (const auto& event : events)
        if (const auto code = typing.push(event)) out.push_back(*code ? **code : "(" + code->error().code + ")");
    return out;
}
using Codes = std::vector<std::string>;

evdev::Seen node(std::string name, std::uint16_t vendor = 0x1234) {
    evdev::Seen seen{.address = "/dev/input/event4", .name = std::move(name), .vendor = vendor, .product = 1, .keys = {}, .switches = {}};
    for (const auto code : {KEY_1, KEY_0, KEY_ENTER}) seen.keys.set(static_cast<std::size_t>(code));
    return seen;
}

struct Counter {
    explicit Counter(const model::Settings& settings = {}) : device(create({.scene = &scene, .address = box->address(), .settings = settings})) {
        scene.set_real_time(false);
        REQUIRE(device->open());
    }
    std::string read(std::stop_token stop = {}) {
        const auto content = device->perform(model::CodeRequest{}, sink, std::move(stop));
        return content ? std::get<model::CodeOutcome>(*content).text : "(" + content.error().code + ")";
    }
    model::Scene scene;
    std::unique_ptr<model::AddressModel> box = emulate_at(scene);
    RememberingSink sink;
    std::unique_ptr<model::Device> device;
};

}  // namespace

TEST_CASE("hid_wedge: letters with and without shift, caps lock, digits of both pads") {
    CHECK(codes(tap(KEY_B) + tap(KEY_1) + tap(KEY_ENTER)) == Codes{"b1"});
    CHECK(codes(key(KEY_LEFTSHIFT, 1) + tap(KEY_B) + key(KEY_LEFTSHIFT, 0) + tap(KEY_MINUS) + tap(KEY_KP7) + tap(KEY_KPENTER)) == Codes{"B-7"});
    CHECK(codes(tap(KEY_CAPSLOCK) + tap(KEY_B) + tap(KEY_1) + key(KEY_RIGHTSHIFT, 1) + tap(KEY_B) + tap(KEY_1) + key(KEY_RIGHTSHIFT, 0) + tap(KEY_TAB)) == Codes{"B1b!"});
    CHECK(codes(tap(KEY_ENTER) + tap(KEY_ENTER)).empty());
    CHECK(codes(key(KEY_B, 1) + key(KEY_B, 2) + key(KEY_B, 2) + key(KEY_B, 0) + tap(KEY_ENTER)) == Codes{"b"});
    CHECK(codes(tap(KEY_B) + tap(KEY_ENTER) + tap(KEY_C) + tap(KEY_ENTER)) == Codes{"b", "c"});
}

TEST_CASE("hid_wedge: Alt with a number writes any character, Ctrl and the separator of GS1") {
    const auto alt = [](std::initializer_list<int> digits) {
        Events all = key(KEY_LEFTALT, 1);
        for (const int digit : digits) all = all + tap(digit);
        return all + key(KEY_LEFTALT, 0);
    };
    CHECK(codes(alt({KEY_KP6, KEY_KP5}) + tap(KEY_ENTER)) == Codes{"A"});
    CHECK(codes(alt({KEY_KP0, KEY_KP2, KEY_KP3, KEY_KP3}) + tap(KEY_ENTER)) == Codes{"é"});
    CHECK(codes(alt({KEY_KP1, KEY_KP3, KEY_KP0}) + tap(KEY_ENTER)) == Codes{"(scan.unclear)"});  // of a code page that nobody named
    CHECK(codes(tap(KEY_1) + key(KEY_LEFTCTRL, 1) + tap(KEY_RIGHTBRACE) + key(KEY_LEFTCTRL, 0) + tap(KEY_2) + tap(KEY_ENTER)) == Codes{"1\x1d" "2"});
}

TEST_CASE("hid_wedge: layouts differ where keyboards do") {
    const auto strokes_ = tap(KEY_Y) + tap(KEY_SLASH) + key(KEY_LEFTSHIFT, 1) + tap(KEY_7) + key(KEY_LEFTSHIFT, 0) + tap(KEY_SEMICOLON) + tap(KEY_ENTER);
    CHECK(codes(strokes_) == Codes{"y/&;"});
    CHECK(codes(strokes_, "de") == Codes{"z-/ö"});
    CHECK(layout_named("klingon") == nullptr);
    for (const auto* name : {"us", "de"}) {
        std::string all;
        for (char c = ' '; c < 0x7F; ++c) all += c;
        CHECK(codes(strokes(*layout_named(name), all + "äé€") + tap(KEY_ENTER), name) == Codes{all + "äé€"});
    }
}

TEST_CASE("hid_wedge: half a code, lost strokes and too many are told, and the next code is whole") {
    const Events dropped{{EV_SYN, SYN_DROPPED, 0}, {EV_KEY, KEY_X, 1}, {EV_SYN, SYN_REPORT, 0}};
    CHECK(codes(tap(KEY_B) + dropped + tap(KEY_C) + tap(KEY_ENTER) + tap(KEY_D) + tap(KEY_ENTER)) == Codes{"(scan.unclear)", "d"});
    Events endless;
    for (std::size_t i = 0; i <= Typing::kMost; ++i) endless = std::move(endless) + tap(KEY_1);
    CHECK(codes(std::move(endless) + tap(KEY_ENTER) + tap(KEY_D) + tap(KEY_ENTER)) == Codes{"(scan.unclear)", "d"});
}

TEST_CASE("hid_wedge: a reader is known by its maker or its name, a keyboard never is one") {
    CHECK_FALSE(is_reader(node("USB Keyboard"), {}));
    CHECK(is_reader(node("Symbol Technologies, Inc, 2008 Symbol", 0x05E0), {}));
    CHECK(is_reader(node("WIT 122-UFS Barcode Scanner"), {}));
    CHECK(is_reader(node("USB Keyboard"), {{"hid_wedge.name", "/dev/input/event4"}}));
    CHECK_FALSE(is_reader(node("Barcode Scanner"), {{"hid_wedge.name", "Honeywell"}}));
    auto buttons = node("Barcode Scanner");
    buttons.keys.reset();
    CHECK_FALSE(is_reader(buttons, {}));  // its second node cannot type
}

TEST_CASE("evdev: what sysfs says of keys, and events cut in half") {
    const auto keys = evdev::parse_capabilities("1 8000000000000003\n");
    CHECK(keys.count() == 4);
    CHECK((keys.test(0) && keys.test(1) && keys.test(63) && keys.test(64)));
    CHECK(evdev::parse_capabilities("nonsense").none());
    CHECK(evdev::parse_capabilities("").none());
    CHECK(evdev::parse_capabilities("ffffffffffffffffffff").none());
    const auto bytes = evdev::to_bytes({EV_KEY, KEY_A, 1});
    CHECK(evdev::parse_events(bytes)->front() == evdev::Event{EV_KEY, KEY_A, 1});
    CHECK(evdev::parse_events(ByteView(bytes).first(5)).error().fault == Fault::Corrupt);
    CHECK(evdev::parse_events({})->empty());
}

TEST_CASE("hid_wedge: codes of every length come whole, in their own words") {
    Counter counter;
    for (const auto& text : {std::string("x"), std::string("BTN-2026-000001-7"), std::string("HTTPS://X.ID/" + std::string(300, 'Q')), std::string("Raja Haji Fisabilillah é €")}) {
        counter.scene.hold_code(text);
        CHECK(counter.read() == text);
    }
    counter.box->event("bits");
    CHECK(counter.read() == counter.scene.held_code());
    counter.box->event("tab");
    CHECK(counter.read() == counter.scene.held_code());
}

TEST_CASE("hid_wedge: a reader that stumbles has its code held again") {
    Counter counter;
    for (const auto* word : {"half", "long", "dropped"}) {
        CAPTURE(word);
        REQUIRE(counter.box->event(word));
        counter.scene.set_real_time(std::string(word) == "half");  // else the next code would come in its place
        CHECK(counter.read() == "(scan.unclear)");
        counter.scene.set_real_time(false);
        CHECK(counter.read() == counter.scene.held_code());
    }
    counter.box->event("short");
    CHECK(counter.device->perform(model::CodeRequest{}, counter.sink, {}).error().fault == Fault::Corrupt);
    counter.device->close();
    REQUIRE(counter.device->open());
    CHECK(counter.read() == counter.scene.held_code());
}

TEST_CASE("hid_wedge: while one has the keys nobody else has") {
    Counter counter;
    const auto second = create({.scene = &counter.scene, .address = counter.box->address()});
    CHECK(second->open().error().fault == Fault::Busy);
    counter.device->close();
    CHECK(second->open());
}

TEST_CASE("hid_wedge: the layout of the station's settings, else the one of readers as delivered") {
    Counter german(model::Settings{{"hid_wedge.layout", "de"}});
    german.scene.hold_code("y-z");
    CHECK(german.read() == "zßy");
    Counter odd(model::Settings{{"hid_wedge.layout", "klingon"}});
    odd.scene.hold_code("y-z");
    CHECK(odd.read() == "y-z");
}

}  // namespace hid_wedge_test
