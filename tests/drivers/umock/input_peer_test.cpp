// Input nodes on a machine that does not exist: evtest, which is not ours, and our drivers read the same strokes; hidapi sees the light.

#include <catch2/catch.hpp>

#include <fmt/format.h>
#include <linux/input.h>

#include <fstream>
#include <regex>
#include <sstream>

#include "drivers/blink1_light/protocol.h"
#include "drivers/hid_wedge/model.h"
#include "tests/drivers/umock/run.h"

namespace input_peer_test {

using namespace loket;
using Catch::Matchers::Contains;

namespace {

const std::string kText = "BTN-2026-000001-7";

struct NodeSpec {
    std::string name, keys, switches = "0", ioctls = {};
};

/// A node of a USB box behind umockdev, on which these events happen.
struct InputMachine {
    InputMachine(const NodeSpec& node, const std::vector<evdev::Event>& events) {
        write("node.umockdev", fmt::format("P: /devices/usb1/input/input7\nE: SUBSYSTEM=input\nA: name={0}\\n\nA: capabilities/key={1}\\n\nA: capabilities/sw={2}\\n\nA: id/vendor=05e0\\n\n"
                                           "A: id/product=1200\\n\n\nP: /devices/usb1/input/input7/event5\nN: input/event5\nE: DEVNAME=/dev/input/event5\nE: SUBSYSTEM=input\nL: device=..\n\n",
                                           node.name, node.keys, node.switches));
        write("node.ioctl", "@DEV /dev/input/event5\nEVIOCGVERSION 0 01000100\n" + node.ioctls);
        std::string lines;
        double at = 0;
        for (const auto& event : events) lines += fmt::format("E: {:.6f} {:04x} {:04x} {}\n", at += 0.0005, event.type, event.code, event.value);
        write("node.events", lines);
    }
    void write(const std::string& name, const std::string& text) const { std::ofstream(folder.path / name) << text; }
    [[nodiscard]] test::Ran run(const std::string& program) const {
        const auto path = folder.path.string();
        return test::run(test::kFewScanners + fmt::format("LIBUSB_DEBUG=0 timeout 60 umockdev-run -d {0}/node.umockdev -i /dev/input/event5={0}/node.ioctl -e /dev/input/event5={0}/node.events -- {1}", path, program));
    }
    test::Folder folder;
};

/// What evtest saw, as events.
std::vector<evdev::Event> seen_by_evtest(const std::string& said) {
    std::vector<evdev::Event> events;
    const std::regex line(R"(type (\d+) \(\w+\), code (\d+) \(\w+\), value (-?\d+))");
    for (std::sregex_iterator found(said.begin(), said.end(), line), none; found != none; ++found)
        events.push_back({static_cast<std::uint16_t>(std::stoi((*found)[1])), static_cast<std::uint16_t>(std::stoi((*found)[2])), std::stoi((*found)[3])});
    return events;
}

std::vector<evdev::Event> scan() {
    auto events = drivers::hid_wedge::strokes(*drivers::hid_wedge::layout_named("us"), kText);
    for (const int value : {1, 0}) events.insert(events.end(), {{EV_KEY, KEY_ENTER, value}, {EV_SYN, SYN_REPORT, 0}});
    return events;
}

const NodeSpec kReader{.name = "Symbol Bar Code Scanner", .keys = "e080ffdf01cfffff fffffffffffffffe"};

}  // namespace

TEST_CASE("hid_wedge: evtest sees the strokes that our model types, and they are the code") {
    const InputMachine machine(kReader, scan());
    const auto ran = machine.run("timeout 2 evtest /dev/input/event5");
    CAPTURE(ran.said);
    drivers::hid_wedge::Typing typing(*drivers::hid_wedge::layout_named("us"));
    std::vector<std::string> codes;
    for (const auto& event : seen_by_evtest(ran.said))
        if (const auto code = typing.push(event)) codes.push_back(*code ? **code : code->error().code);
    CHECK(codes == std::vector<std::string>{kText});
}

TEST_CASE("hid_wedge: a reader is found among the machine's nodes and read") {
    const InputMachine machine(kReader, scan());
    const auto ran = machine.run(test::kLoket + " devices test hid_wedge:/dev/input/event5");
    CAPTURE(ran.said);
    CHECK(ran.code == 0);
    CHECK_THAT(ran.said, Contains("passed: Symbol Bar Code Scanner"));
}

TEST_CASE("evdev_keypad: a keypad is found among the machine's nodes and heard") {
    const InputMachine machine({.name = "Wireless USB Keypad", .keys = "e080ffdf01cfffff fffffffffffffffe"}, {{EV_KEY, KEY_UP, 1}, {EV_SYN, SYN_REPORT, 0}});
    const auto ran = machine.run(test::kLoket + " devices test evdev_keypad:/dev/input/event5");
    CAPTURE(ran.said);
    CHECK(ran.code == 0);
    CHECK_THAT(ran.said, Contains("passed: Wireless USB Keypad"));
}

TEST_CASE("evdev_headset: the socket of a sound card is found and asked") {
    const InputMachine machine({.name = "HDA Intel PCH Front Headphone", .keys = "0", .switches = "4", .ioctls = "EVIOCGSW 32 04" + std::string(62, '0') + "\nEVIOCGID 0 0300E00500120110\n"}, {});
    const auto ran = machine.run(test::kLoket + " devices test evdev_headset:/dev/input/event5");
    CAPTURE(ran.said);
    CHECK(ran.code == 0);
    CHECK_THAT(ran.said, Contains("passed: answered"));
}

TEST_CASE("blink1_light: hidapi shows a colour on our model and reads it back as our codec does") {
    using namespace drivers::blink1_light;
    const auto ran = test::run_emulated("blink1_light -- " + test::kTests + "light_client");
    CAPTURE(ran.said);
    REQUIRE(ran.code == 0);
    std::istringstream lines(ran.said);
    int read = 0;
    for (std::string line; std::getline(lines, line);) {
        const auto bytes = from_hex(line.substr(std::min(line.size(), line.find(' ') + 1)));
        const bool version = line.starts_with("version "), colour = line.starts_with("colour ");
        if (version) CHECK(parse_version(*bytes)->major == 2);
        if (colour) CHECK(*parse_colour(*bytes) == Colour{1, 2, 3});
        read += version || colour ? 1 : 0;
    }
    CHECK(read == 2);
}

TEST_CASE("blink1_light: a sign over the machine's libusb") {
    const auto ran = test::run_emulated("blink1_light -- " + test::kLoket + " devices test usb:1-2");
    CAPTURE(ran.said);
    CHECK(ran.code == 0);
    CHECK_THAT(ran.said, Contains("passed: ThingM blink(1) 2.4"));
}

}  // namespace input_peer_test
