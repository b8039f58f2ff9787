// What the station hears from devices that nobody asks anything of: a headset is plugged in, a printer works again.

#include <catch2/catch.hpp>
#include <thread>

#include "kiosk/app/demo/puppet.h"
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
