// What the station hears from devices that nobody asks anything of: a headset is plugged in, a printer works again.

#include <catch2/catch.hpp>
#include <linux/input.h>

#include <atomic>
#include <thread>

#include "kiosk/app/demo/puppet.h"
#include "devices/model/address_model.h"
#include "devices/runtime/emulated_transport.h"
#include "drivers/blink1_light/model.h"
#include "drivers/evdev_keypad/driver.h"
#include "drivers/hid_wedge/driver.h"
#include "kiosk/app/desk/device_watch.h"
#include "tests/desk/office.h"

using namespace loket;
using namespace loket::app;
using loket::app::test::DeskOffice;
using namespace std::chrono_literals;

namespace {

struct DeviceOffice {
    DeviceOffice() {
        REQUIRE(hands);
        REQUIRE((*hands)->settle());
    }
    /// Until it is so; devices work on threads of their own.
    bool comes(const std::function<bool()>& so) {
        for (int i = 0; i < 1000; ++i) {
            station.poll();
            if (so()) return true;
            std::this_thread::sleep_for(10ms);
        }
        return false;
    }
    bool said(const std::string& words) {
        REQUIRE((*hands)->settle());
        return std::ranges::any_of(speaker.lines(), [&](const auto& line) { return line.text.find(words) != std::string::npos; });
    }
    std::string device_words(const std::string& kind) { return strings.in("id").text("device.back", {{"device", strings.in("id").text("device.kind." + kind)}}); }

    model::Scene scene;
    DeskOffice office{"SOP2019", true, &(scene.set_real_time(false), scene)};
    StationStrings strings = std::move(*StationStrings::load(LOKET_SOURCE_DIR "/assets"));
    speech::TranscriptSpeaker speaker;
    Station station{office.equipment(), strings, &speaker};
    Result<std::unique_ptr<Puppet>> hands = Puppet::create(station, {}, office.folder() / "screens");
};

}  // namespace

TEST_CASE("plugging a headset in starts the voice with a greeting, pulling it out ends it and changes nothing else") {
    DeviceOffice kiosk;
    REQUIRE((*kiosk.hands)->act("begin"));
    kiosk.station.handle({"look.volume", "2"});
    CHECK_FALSE(kiosk.station.comfort().guided());
    kiosk.scene.plug_headset(true);
    REQUIRE(kiosk.comes([&] { return kiosk.station.comfort().guided(); }));
    CHECK(kiosk.said(kiosk.strings.in("id").text("speech.hello")));
    CHECK(kiosk.said(kiosk.strings.in("id").text("speech.on")));
    const auto looks = kiosk.station.appearance();
    kiosk.scene.plug_headset(false);
    REQUIRE(kiosk.comes([&] { return !kiosk.station.comfort().guided(); }));
    CHECK(kiosk.station.appearance() == looks);
    CHECK(kiosk.station.page() == Page::Home);
}

TEST_CASE("the socket is left to the officers' self-test") {
    DeviceOffice kiosk;
    auto& registry = kiosk.office.equipment().registry;
    REQUIRE(kiosk.comes([&] { return runtime::Session::open(registry, model::Kind::Headset).ok() == false; }));
    REQUIRE(kiosk.station.sign_in_as("bagus"));
    kiosk.station.poll();
    CHECK(kiosk.comes([&] { return runtime::Session::open(registry, model::Kind::Headset).ok(); }));
}

TEST_CASE("a device that comes back is found by the watch and told to the officer") {
    DeviceOffice kiosk;
    REQUIRE(kiosk.station.sign_in_as("rina"));
    kiosk.scene.add_fault({"sim_receipt_printer", "unplugged"});
    runtime::SilentSink sink;
    auto& registry = kiosk.office.equipment().registry;
    CHECK_FALSE(runtime::run(registry, model::Kind::ReceiptPrinter, model::ReceiptRequest{"a", GrayImage(576, 100, 203)}, sink));
    kiosk.station.poll();
    CHECK_FALSE(kiosk.station.session().notice);
    const DeviceWatch watch(registry, 20ms);
    REQUIRE(kiosk.comes([&] { return kiosk.station.session().notice.has_value(); }));
    CHECK(kiosk.station.session().notice->text == kiosk.device_words("receipt_printer"));
}

TEST_CASE("a code held before a plugged reader goes to the page, half of one is told, and where no code is of use the reader is free") {
    DeviceOffice kiosk;
    auto& registry = kiosk.office.equipment().registry;
    kiosk.scene.set_real_time(true);  // a person a second
    kiosk.scene.hold_code("bukan-kode-kami");
    const auto box = drivers::hid_wedge::emulate_at(kiosk.scene);
    std::atomic<int> woken = 0;
    kiosk.station.on_news([&] { ++woken; });
    REQUIRE(registry.arrive({.id = "hid_wedge:1", .usb = {}, .driver = "hid_wedge", .transport = nullptr, .seen = {box->address()}}));
    REQUIRE(kiosk.comes([&] { return kiosk.station.page() == Page::Identity; }));
    CHECK(woken >= 1);
    CHECK_FALSE(runtime::Session::open(registry, "hid_wedge:1"));
    box->event("half");
    const auto unclear = kiosk.strings.in("id").text("error.scan.unclear");
    CHECK(kiosk.comes([&] { return kiosk.station.session().notice && kiosk.station.session().notice->text == unclear; }));
    REQUIRE(kiosk.station.sign_in_as("bagus"));
    kiosk.station.handle({"tab", "maintenance"});
    CHECK(kiosk.comes([&] { return runtime::Session::open(registry, "hid_wedge:1").ok(); }));
    registry.leave("hid_wedge:1");
    kiosk.station.poll();
}

TEST_CASE("a keypad goes through the page, changes the volume, calls for help and has a socket of its own") {
    DeviceOffice kiosk;
    auto& registry = kiosk.office.equipment().registry;
    const auto box = drivers::evdev_keypad::emulate_at(kiosk.scene);
    box->event("silent");
    REQUIRE(registry.arrive({.id = "evdev_keypad:1", .usb = {}, .driver = "evdev_keypad", .transport = nullptr, .seen = {box->address()}}));
    const auto press = [&](int key) { REQUIRE(box->event("press:" + std::to_string(key))); };
    const auto drawn_until = [&](const std::function<bool()>& so) {
        return kiosk.comes([&] {
            REQUIRE((*kiosk.hands)->settle());  // draws, so that keys arrive
            return so();
        });
    };
    drawn_until([turns = 0]() mutable { return ++turns > 30; });  // a page that has just come takes no keys
    press(KEY_DOWN);
    REQUIRE(drawn_until([&] { return std::ranges::any_of((*kiosk.hands)->nodes(), [](const auto& node) { return node.focused; }); }));
    press(KEY_ENTER);
    REQUIRE(drawn_until([&] { return kiosk.station.page() == Page::Home; }));
    const int volume = kiosk.station.appearance().volume;
    press(KEY_VOLUMEUP);
    CHECK(kiosk.comes([&] { return kiosk.station.appearance().volume == volume + 1; }));
    press(KEY_HELP);
    CHECK(kiosk.comes([&] { return kiosk.station.chrome().officer_called.size() > 0; }));
    kiosk.scene.plug_headset(true);
    CHECK(kiosk.comes([&] { return kiosk.station.comfort().guided(); }));
    press(KEY_ESC);
    CHECK(drawn_until([&] { return kiosk.station.page() == Page::Attract || kiosk.station.page() == Page::Home; }));
}

TEST_CASE("the light tells whether the kiosk is free, in use, or somebody has called, also after it was away") {
    DeviceOffice kiosk;
    auto& registry = kiosk.office.equipment().registry;
    auto made = std::make_unique<drivers::blink1_light::Model>();
    const auto& light = *made;
    const auto wire = std::make_shared<runtime::EmulatedTransport>(std::move(made));
    const runtime::Found found{.id = "usb:1-2", .usb = model::UsbId{0x27B8, 0x01ED}, .driver = {}, .transport = wire};
    const auto shows = [&](model::Sign sign) {
        return kiosk.comes([&] { return light.shown() == drivers::blink1_light::colour_of(sign); });
    };
    REQUIRE(registry.arrive(found));
    CHECK(shows(model::Sign::Free));
    REQUIRE((*kiosk.hands)->act("begin"));
    CHECK(shows(model::Sign::InUse));
    kiosk.station.handle({"tool.call_officer", {}});
    CHECK(shows(model::Sign::Help));
    registry.leave("usb:1-2");
    wire->event("reset");
    CHECK(light.shown() == drivers::blink1_light::Colour{});
    REQUIRE(registry.arrive(found));
    CHECK(shows(model::Sign::Help));
}
