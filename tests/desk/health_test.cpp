// What devices say about themselves: kept, bounded, tested, reported.

#include <catch2/catch.hpp>

#include <unistd.h>

#include <algorithm>
#include <thread>

#include "devices/base/random.h"
#include "devices/model/scene.h"
#include "kiosk/app/desk/equipment.h"
#include "kiosk/app/desk/fleet.h"
#include "kiosk/app/desk/self_test.h"

using namespace loket;
using namespace loket::app;

namespace {

/// A small office whose devices are simulated.
struct Station {
    std::filesystem::path folder;
    ManualClock clock{wib_instant(Date{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(23)}, 8)};
    SeededRandom random{11};
    model::Scene scene;
    std::unique_ptr<OpenOffice> office;

    Station() {
        auto pattern = (std::filesystem::temp_directory_path() / "loket-health-XXXXXX").string();
        folder = mkdtemp(pattern.data());
        CoreOptions options;
        options.data = folder;
        options.assets = LOKET_SOURCE_DIR "/assets";
        options.residents = 300;
        options.check = store::PageCheck::Never;
        office = open_office(options, clock, random, &scene).value();
    }
    ~Station() {
        office.reset();
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }
    std::vector<HealthLine> lines() {
        return office->core->ask([](Core& core) { return health_lines(core.store()); }).get().value();
    }
    std::vector<HealthLine> lines_of(const std::string& device) {
        auto all = lines();
        std::erase_if(all, [&](const auto& line) { return line.device != device; });
        return all;
    }
};

}  // namespace

TEST_CASE("health: every device has its first line before anybody asks") {
    Station station;
    CHECK(last_of_each(station.lines()).size() == station.office->registry->list().size());
    for (const auto& line : station.lines()) {
        CHECK(line.simulated);
        CHECK(line.at == station.clock.now());
    }
}

TEST_CASE("health: every class of device passes its self-test, and says how") {
    Station station;
    for (const auto& device : station.office->registry->list()) {
        const auto tested = self_test(*station.office->registry, device, {});
        INFO(device.id << " " << (tested ? tested->code : tested.error().context));
        REQUIRE(tested);
        CHECK(tested->passed);
    }
}

TEST_CASE("health: an unplugged device fails its self-test with its reason, and the log says down") {
    Station station;
    const auto devices = station.office->registry->list();
    const auto camera = std::ranges::find(devices, model::Kind::Camera, &runtime::DeviceInfo::kind);
    station.scene.add_fault({.driver = camera->identity.driver, .fault = "unplugged"});
    const auto tested = self_test(*station.office->registry, *camera, {});
    REQUIRE(tested);
    CHECK_FALSE(tested->passed);
    CHECK(tested->code == "device.gone");
    const auto down = [&] {
        const auto lines = station.lines_of(camera->id);
        return std::ranges::any_of(lines, [](const auto& line) { return line.condition == Condition::Down; });
    };
    for (int i = 0; i < 5000 && !down(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));  // the recorder has a thread of its own
    CHECK(down());
}

TEST_CASE("health: a flickering device does not fill the audit") {
    Station station;
    const runtime::DeviceInfo device = station.office->registry->list().front();
    for (int i = 0; i < 600; ++i) {
        auto news = device;
        news.health.ready = i % 2 == 0;
        while (!station.office->registry->events().try_push({runtime::RegistryEvent::What::Changed, news})) std::this_thread::yield();
    }
    while (station.office->registry->events().size() > 0) std::this_thread::yield();
    station.office->health.reset();  // has written all it will
    CHECK(station.lines_of(device.id).size() <= kHealthLinesADay + 1);
}

TEST_CASE("health: lines come back as they were written") {
    Station station;
    HealthLine line{.device = "usb:1-2", .kind = "card_printer", .product = "P-1", .serial = "7", .condition = Condition::NeedsOperator, .reasons = {"media-jam"}, .supplies = {{"ribbon", 30}}, .self_test = false, .at = station.clock.now()};
    REQUIRE(station.office->core->ask([line](Core& core) { return note_health(core, line); }).get());
    CHECK(station.lines().back() == line);
}

TEST_CASE("health: the machines of an office are those that said what they are, with their real devices") {
    Station station;
    const auto at = station.clock.now();
    const auto own = appliance_line("1A2B-3C4D-5E6F", "0.3.0", "a7a7", at);
    REQUIRE(station.office->core->ask([own](Core& core) { return note_health(core, own); }).get());
    CHECK(station.lines().back() == own);
    auto other = appliance_line("9A2B-3C4D-5E6F", "0.2.9", "b8b8", at);
    other.machine = 2;
    HealthLine printer{.device = "usb:1-2", .kind = "card_printer", .product = "P-1", .serial = "7", .condition = Condition::Down, .at = at + std::chrono::hours(1)};
    printer.machine = 2;
    HealthLine old{.device = "usb:1-3", .kind = "camera", .product = "K-1", .serial = {}, .at = at};
    old.machine = 3;  // a machine that is no appliance
    auto lines = station.lines();
    lines.insert(lines.end(), {other, printer, old});
    const auto fleet = fleet_of(last_of_each(lines), 0, at + std::chrono::hours(5));
    REQUIRE(fleet.size() == 2);
    CHECK(fleet[0].serial == own.serial);
    CHECK(fleet[0].seen == to_millis(at + std::chrono::hours(5)));
    CHECK(fleet[0].devices.empty());  // they are simulated
    CHECK(fleet[1].version == "0.2.9");
    CHECK(fleet[1].root_hash == "b8b8");
    CHECK(fleet[1].seen == to_millis(printer.at));
    REQUIRE(fleet[1].devices.size() == 1);
    CHECK(fleet[1].devices[0].condition == "down");
}
