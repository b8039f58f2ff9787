#include "devices/runtime/registry.h"

#include <catch2/catch.hpp>

#include <thread>

#include "tests/runtime/fake.h"
#include "tests/runtime/station.h"

using namespace loket;
using namespace loket::test;
using runtime::RegistryEvent;

namespace {

struct FakeStation {
    FakeStation() { fake = &behaviour; }
    Fake behaviour;
    model::Scene scene;
    ManualClock clock{kNow};
};

runtime::Found usb(const std::string& id, std::uint16_t product) {
    return {.id = id, .usb = model::UsbId{0x1234, product}, .driver = {}, .transport = nullptr};
}

std::vector<std::string> drivers_of(const runtime::Registry& registry) {
    std::vector<std::string> names;
    for (const auto& each : registry.list()) names.push_back(each.identity.driver);
    return names;
}

}  // namespace

TEST_CASE("a station without hardware has one simulated device of each kind") {
    Station station;
    std::set<model::Kind> kinds;
    for (const auto& each : station.registry.list()) {
        CHECK(each.identity.simulated);
        CHECK(each.state == runtime::State::Idle);
        kinds.insert(each.kind);
    }
    CHECK(kinds.size() == 10);
    CHECK(station.registry.list().size() == 10);
}

TEST_CASE("without a scene nothing is simulated") {
    ManualClock clock{kNow};
    runtime::Registry registry(drivers::all(), clock, nullptr);
    CHECK(registry.list().empty());
    CHECK(registry.claim(model::Kind::Camera).error().fault == Fault::Gone);
}

TEST_CASE("the driver of the highest rank that fits gets the box") {
    FakeStation s;
    runtime::Registry registry(kFakes, s.clock, nullptr);
    REQUIRE(registry.arrive(usb("usb:1-1", 1)));
    REQUIRE(registry.arrive(usb("usb:1-2", 2)));
    CHECK(drivers_of(registry) == std::vector<std::string>{"better", "fake"});
    CHECK(registry.arrive(usb("usb:1-3", 3)).error().fault == Fault::Unsupported);
    REQUIRE(registry.arrive({.id = "tcp:1", .usb = {}, .driver = "fake", .transport = nullptr}));
    CHECK(registry.list().size() == 3);
}

TEST_CASE("the best free device of a kind is claimed first") {
    FakeStation s;
    runtime::Registry registry(kFakes, s.clock, nullptr);
    REQUIRE(registry.arrive(usb("usb:1-1", 1)));
    REQUIRE(registry.arrive(usb("usb:1-2", 2)));
    const auto first = registry.claim(model::Kind::ReceiptPrinter);
    const auto second = registry.claim(model::Kind::ReceiptPrinter);
    REQUIRE((first && second));
    CHECK((*first)->info().id == "usb:1-2");
    CHECK((*second)->info().id == "usb:1-1");
    CHECK(registry.claim(model::Kind::ReceiptPrinter).error().fault == Fault::Busy);
    (*first)->release();
    CHECK(registry.claim("usb:1-2"));
}

TEST_CASE("the reader inside a printer is no desk's, and where it is not told apart the printer gets none") {
    ManualClock clock{kNow};
    runtime::Registry registry(drivers::all(), clock, nullptr);
    CHECK(registry.station_reader().error().code == "device.none");
    const auto reader = [&](const std::string& name, bool inside) {
        return registry.arrive({.id = "pcsc_reader:" + name, .usb = {}, .driver = "pcsc_reader", .transport = nullptr, .seen = {name, name, inside}});
    };
    REQUIRE(reader("desk", false));
    CHECK(*registry.station_reader() == "pcsc_reader:desk");  // the only one there is
    REQUIRE(reader("other", false));
    CHECK(registry.station_reader().error().code == "printer.which_reader");
    registry.leave("pcsc_reader:other");
    REQUIRE(reader("inside", true));
    CHECK(*registry.station_reader() == "pcsc_reader:inside");
    const auto desk = registry.claim(model::Kind::CardReader);
    REQUIRE(desk);
    CHECK((*desk)->info().id == "pcsc_reader:desk");
    CHECK(registry.claim(model::Kind::CardReader).error().fault == Fault::Busy);
    registry.leave("pcsc_reader:desk");
    CHECK(registry.claim(model::Kind::CardReader).error().code == "device.none");
}

TEST_CASE("a printer whose reader has a name takes no other when that one is away") {
    ManualClock clock{kNow};
    runtime::Registry registry(drivers::all(), clock, nullptr, {{"pcsc_reader.printer", "Inside"}});
    REQUIRE(registry.arrive({.id = "pcsc_reader:desk", .usb = {}, .driver = "pcsc_reader", .transport = nullptr, .seen = {"desk", "Desk", false}}));
    CHECK(registry.station_reader().error().code == "printer.no_station");
}

TEST_CASE("a real device sends its stand-in away for the rest of the run") {
    FakeStation s;
    runtime::Registry registry(kFakes, s.clock, &s.scene);
    CHECK(drivers_of(registry) == std::vector<std::string>{"stand_in"});
    REQUIRE(registry.arrive(usb("usb:1-1", 1)));
    CHECK(drivers_of(registry) == std::vector<std::string>{"fake"});
    registry.leave("usb:1-1");
    CHECK(registry.list().empty());
    CHECK(s.behaviour.alive == 0);
}

TEST_CASE("arrivals and departures are told in order") {
    FakeStation s;
    runtime::Registry registry(kFakes, s.clock, nullptr);
    REQUIRE(registry.arrive(usb("usb:1-1", 1)));
    REQUIRE(registry.arrive(usb("usb:1-1", 2)));  // something else in the same socket
    registry.leave("usb:1-1");
    registry.leave("usb:9-9");
    std::vector<RegistryEvent::What> told;
    while (const auto event = registry.events().try_pop()) told.push_back(event->what);
    using enum RegistryEvent::What;
    CHECK(told == std::vector{Arrived, Left, Arrived, Left});
}

TEST_CASE("boxes may come and go from many threads at any moment") {
    FakeStation s;
    runtime::Registry registry(kFakes, s.clock, nullptr);
    {
        std::vector<std::jthread> hands;
        for (int hand = 0; hand < 4; ++hand) {
            hands.emplace_back([&registry, hand] {
                runtime::SilentSink sink;
                for (int i = 0; i < 50; ++i) {
                    (void)registry.arrive(usb("usb:" + std::to_string(hand), 1));
                    (void)run(registry, model::Kind::ReceiptPrinter, model::ReceiptRequest{}, sink);
                    registry.leave("usb:" + std::to_string(hand));
                }
            });
        }
    }
    CHECK(registry.list().empty());
    CHECK(s.behaviour.alive == 0);
    CHECK(s.behaviour.performs > 0);
}
