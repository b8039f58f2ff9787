// What every driver of this build has to do, whatever its box is.

#include <catch2/catch.hpp>

#include <chrono>
#include <thread>

#include "tests/runtime/station.h"
#include "tests/whole.h"

using namespace loket;
using namespace loket::test;
using namespace std::chrono_literals;

namespace {

const std::string kCard = "04aabbccddeeff";

/// Runs the check for each driver, in this process and behind the line to another; named in the output when it fails.
template <class Check>
void for_each_driver(const Check& check, std::initializer_list<Manner> manners = {Manner::Direct, Manner::Isolated}) {
    REQUIRE_FALSE(drivers::all().empty());
    const bool whole = whole_or(1, 0) == 1;  // else behind the line only those that live there: isolation_test carries every word over it
    for (const auto manner : manners)
        for (const auto* driver : drivers::all()) {
            if (manner == Manner::Isolated && !driver->isolated && !whole) continue;
            CAPTURE(driver->id, manner == Manner::Isolated);
            Bench bench(*driver, 0, manner);
            bench.scene.place_card(kCard);
            check(*driver, bench);
        }
}

/// One that is not over before anybody can stop it.
model::Request long_request(model::Kind kind) {
    auto request = sample_request(kind);
    if (auto* apdu = std::get_if<model::ApduRequest>(&request))
        apdu->commands.resize(200, apdu->commands.front());
    if (auto* headset = std::get_if<model::HeadsetRequest>(&request)) headset->known = false;
    return request;
}

}  // namespace

TEST_CASE("every driver opens, works and closes three times") {
    for_each_driver([](const model::Driver& driver, Bench& bench) {
        REQUIRE(bench.opened);
        bench.device->close();
        for (int round = 1; round <= 3; ++round) {
            CAPTURE(round);
            REQUIRE(bench.device->open());
            CHECK(bench.perform(sample_request(driver.kind)).ok());
            bench.device->close();
            bench.device->close();  // harmless
        }
    });
}

TEST_CASE("every driver refuses requests of another kind") {
    for_each_driver([](const model::Driver& driver, Bench& bench) {
        const auto result = bench.perform(foreign_request(driver.kind));
        REQUIRE_FALSE(result);
        CHECK(result.error().fault == Fault::Unsupported);
        CHECK(bench.perform(sample_request(driver.kind)).ok());
    });
}

TEST_CASE("every driver says who it is and how it is") {
    for_each_driver([](const model::Driver& driver, Bench& bench) {
        const auto identity = bench.device->identity();
        CHECK(identity.driver == driver.id);
        CHECK_FALSE(identity.product.empty());
        CHECK(identity.simulated);  // a box made of code says so, whoever drives it
        const auto health = bench.device->health();
        CHECK(health.ready);
        CHECK(health.reasons.empty());
        const bool prints =
            driver.kind == model::Kind::CardPrinter || driver.kind == model::Kind::ReceiptPrinter || driver.kind == model::Kind::PaperPrinter;
        CHECK(health.supplies.empty() != prints);
    });
}

TEST_CASE("every driver stops within 100 ms of the request, and works again") {
    for_each_driver([](const model::Driver& driver, Bench& bench) {
        bench.scene.set_real_time(true);
        // A vendor's library stops when it likes. What keeps the promise is the end of its process, which a thread of this one cannot
        // be given: isolation_test and the driver's own test measure it in real children. Here it has to stop at all, and as cancelled.
        const auto limit = driver.isolated ? 10s : 100ms;
        CHECK(once_in_three([&] { return stopping_time(bench, long_request(driver.kind), 120ms) < limit; }));
        bench.scene.set_real_time(false);
        CHECK(bench.perform(sample_request(driver.kind)).ok());
    });
}

TEST_CASE("every driver survives being unplugged at work and comes back on re-open") {
    for_each_driver([](const model::Driver& driver, Bench& bench) {
        bench.scene.set_real_time(true);
        const auto request = long_request(driver.kind);
        std::jthread unplugger([&] {
            wait_for(60ms, {});
            bench.unplug();
        });
        const auto result = bench.perform(request);
        REQUIRE_FALSE(result);
        CHECK(result.error().fault == Fault::Gone);
        CHECK_FALSE(bench.device->health().ready);
        CHECK(bench.perform(request).error().fault == Fault::Gone);

        bench.scene.set_real_time(false);
        bench.device->close();
        bench.plug();
        const auto opened = bench.device->open();
        INFO((opened ? std::string() : opened.error().context));
        REQUIRE(opened);
        CHECK(bench.device->health().ready);
        CHECK(bench.perform(sample_request(driver.kind)).ok());
    });
}

TEST_CASE("every simulated driver knows the common faults, and each is used up") {
    for_each_driver([](const model::Driver& driver, Bench& bench) {
        if (driver.rank >= 0) return;  // those of a box with a wire are in wire_conformance_test
        bench.fault("garbage");
        CHECK(bench.perform(sample_request(driver.kind)).error().fault == Fault::Corrupt);
        bench.fault("slow", 1, 40);
        const auto begin = std::chrono::steady_clock::now();
        CHECK(bench.perform(sample_request(driver.kind)).ok());
        CHECK(std::chrono::steady_clock::now() - begin >= 40ms);
        bench.fault("unplugged", 2);
        CHECK(bench.perform(sample_request(driver.kind)).error().fault == Fault::Gone);
        CHECK(bench.device->open().error().fault == Fault::Gone);
        CHECK(bench.device->open());
    }, {Manner::Direct});  // a device behind the line is a new one whenever it is opened
}

TEST_CASE("every fault that a simulated driver lists changes what it does, once") {
    // Those that only show in the picture, in time, or in a longer conversation with a card; the others end in an error.
    const std::set<std::string_view> shows = {"dry_finger",  "wet_finger", "swapped_hands", "wrong_person", "heavy_finger", "same_finger",
                                              "eyes_closed", "mouth_open", "dark",          "slow", "empty", "plugged",
                                              "tear", "removed", "altered", "wrong_key", "cloned", "no_station"};
    for_each_driver([&](const model::Driver& driver, Bench& bench) {
        for (const auto name : driver.faults) {
            CAPTURE(name);
            const bool blurred_photo = (driver.kind == model::Kind::Camera || driver.kind == model::Kind::DocumentCamera) && name == "blur";
            bench.fault(std::string(name), 1, name == "missing_finger" ? 2 : 1);
            CHECK(bench.perform(sample_request(driver.kind)).ok() == (blurred_photo || shows.contains(name)));
            CHECK_FALSE(bench.scene.take_fault(bench.id, std::string(name)));
            REQUIRE(bench.device->open());
            CHECK(bench.perform(sample_request(driver.kind)).ok());
        }
    }, {Manner::Direct});  // the line carries every word anyway: isolation_test
}

TEST_CASE("one session for each device: a second is told Busy until the first ends") {
    Station station;
    std::vector<std::unique_ptr<model::AddressModel>> boxes;
    for (const auto* driver : drivers::all()) {
        const auto id = "emulated:" + std::string(driver->id);
        if (driver->emulate_at != nullptr) {
            boxes.push_back(driver->emulate_at(station.scene));
            REQUIRE(station.registry.arrive({.id = id, .usb = {}, .driver = std::string(driver->id), .transport = nullptr, .seen = {boxes.back()->address()}}));
        }
        if (driver->emulate == nullptr) continue;
        auto wire = std::make_shared<runtime::EmulatedTransport>(driver->emulate(station.scene));
        REQUIRE(station.registry.arrive({.id = id, .usb = {}, .driver = std::string(driver->id), .transport = wire}));
    }
    for (const auto& device : station.registry.list()) {
        CAPTURE(device.id);
        auto first = runtime::Session::open(station.registry, device.id);
        REQUIRE(first);
        const auto second = runtime::Session::open(station.registry, device.id);
        REQUIRE_FALSE(second);
        CHECK(second.error().fault == Fault::Busy);
        const auto devices = station.registry.list();
        const bool alone = std::ranges::count(devices, device.kind, &runtime::DeviceInfo::kind) == 1;
        if (const auto other = runtime::Session::open(station.registry, device.kind); alone) {
            REQUIRE_FALSE(other);
            CHECK(other.error().fault == Fault::Busy);
        } else {
            CHECK(other.ok());  // of two boxes that fit, the free one
        }
        (*first).reset();
        CHECK(runtime::Session::open(station.registry, device.id));
    }
}
