#pragma once
// What a driver and its emulated box say to each other over one request.

#include <catch2/catch.hpp>

#include "devices/runtime/recording.h"
#include "tests/runtime/station.h"

namespace loket::test {

inline runtime::Recording record(const model::Driver& driver, const model::Request& request) {
    model::Scene scene;
    scene.set_real_time(false);
    scene.set_person({.seed = 7, .missing_fingers = {}, .missing_eyes = {}});
    ManualClock clock{kNow};
    const auto recording = std::make_shared<runtime::Recording>();
    runtime::Recorder recorder(std::make_shared<runtime::EmulatedTransport>(driver.emulate(scene)), recording);
    const auto device = driver.create({.transport = &recorder, .clock = &clock});
    RememberingSink sink;
    REQUIRE(device->open());
    REQUIRE(device->perform(request, sink, {}));
    device->close();
    return *recording;
}

}  // namespace loket::test
