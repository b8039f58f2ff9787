// blink1_light: reports by hand, and a light that does not show what it should.

#include <catch2/catch.hpp>

#include <algorithm>

#include "drivers/blink1_light/driver.h"
#include "drivers/blink1_light/model.h"
#include "drivers/blink1_light/protocol.h"
#include "tests/runtime/station.h"

namespace blink1_light_test {

using namespace loket;
using namespace loket::test;
using namespace loket::drivers::blink1_light;

TEST_CASE("blink1_light: reports are those of the documented protocol") {
    CHECK(to_hex(show({0x10, 0x20, 0x30})) == "0163102030001e0000");
    CHECK(to_hex(ask_version()) == "017600000000000000");
    CHECK(to_hex(ask_colour()) == "017200000000000000");
    CHECK(set_report(2) == model::UsbSetup{0x21, 0x09, 0x0301, 2});
    CHECK(get_report(0) == model::UsbSetup{0xA1, 0x01, 0x0301, 0});
}

TEST_CASE("blink1_light: answers that are none are Corrupt") {
    const auto version = parse_version(*from_hex("017600323400000000"));
    REQUIRE(version);
    CHECK((version->major == 2 && version->minor == 4 && version->tells_colour()));
    CHECK_FALSE(parse_version(*from_hex("0176003133000000"))->tells_colour());
    CHECK(*parse_colour(*from_hex("017210203000000000")) == Colour{0x10, 0x20, 0x30});
    for (const auto* bad : {"", "01", "017600", "017200323400000000", "017600ff3400000000", "01760032340000000000"}) {
        CAPTURE(bad);
        CHECK(parse_version(*from_hex(bad)).error().fault == Fault::Corrupt);
    }
    CHECK(parse_colour(*from_hex("017600323400000000")).error().fault == Fault::Corrupt);
}

TEST_CASE("blink1_light: the four signs have four colours, and bright ones are those that call") {
    const auto light = [](model::Sign sign) {
        const auto colour = colour_of(sign);
        return 2 * colour.red + 7 * colour.green + colour.blue;
    };
    CHECK(light(model::Sign::Help) > 2 * light(model::Sign::Free));
    CHECK(light(model::Sign::Help) > 2 * light(model::Sign::OutOfOrder));
    std::vector<std::tuple<int, int, int>> all;
    for (const auto sign : {model::Sign::Free, model::Sign::InUse, model::Sign::Help, model::Sign::OutOfOrder}) {
        const auto colour = colour_of(sign);
        all.emplace_back(colour.red, colour.green, colour.blue);
    }
    std::sort(all.begin(), all.end());
    CHECK(std::adjacent_find(all.begin(), all.end()) == all.end());
}

TEST_CASE("blink1_light: shows each sign, and says so only when the light does") {
    auto made = std::make_unique<Model>();
    auto& box = *made;
    runtime::EmulatedTransport wire(std::move(made));
    const auto device = create({.transport = &wire});
    RememberingSink sink;
    const auto show_sign = [&](model::Sign sign) { return device->perform(model::LightRequest{sign}, sink, {}); };
    REQUIRE(device->open());
    CHECK(device->identity().firmware == "2.4");
    for (const auto sign : {model::Sign::Help, model::Sign::Free, model::Sign::OutOfOrder, model::Sign::InUse}) {
        CHECK(show_sign(sign));
        CHECK(box.shown() == colour_of(sign));
    }
    wire.event("stuck");
    CHECK(show_sign(model::Sign::Free).error().fault == Fault::Corrupt);
    wire.event("reset");
    wire.event("mk1");
    device->close();
    REQUIRE(device->open());
    CHECK(show_sign(model::Sign::Free));  // the first ones cannot tell
    CHECK(box.shown() == colour_of(model::Sign::Free));
}

}  // namespace blink1_light_test
