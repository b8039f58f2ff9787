// The bus as the machine's libusb sees it: our program with an emulated box plugged in.

#include <catch2/catch.hpp>

#include "tests/drivers/umock/run.h"

namespace bus_test {

using namespace loket::test;
using Catch::Matchers::Contains;

TEST_CASE("a box that is plugged in is listed with driver, port, firmware and state, and its stand-in is not") {
    const auto ran = run_emulated("uru4000 -- " + kLoket + " devices");
    CAPTURE(ran.said);
    CHECK(ran.code == 0);
    CHECK_THAT(ran.said, Contains("usb:1-2") && Contains("uru4000") && Contains("0110 / 0405") && Contains("ready"));
    CHECK_THAT(ran.said, !Contains("sim_fingerprint"));
    CHECK_THAT(ran.said, Contains("sim_iris"));
}

TEST_CASE("a box arrives and leaves at any moment") {
    const auto ran = run_emulated("--plug-on watching --unplug-on 'arrived  usb' --end-on 'left     usb' uru4000 -- " + kLoket + " devices --watch 50");
    CAPTURE(ran.said);
    CHECK(ran.code == 0);
    const auto arrived = ran.said.find("arrived  usb:1-2"), left = ran.said.find("left     usb:1-2");
    REQUIRE(arrived != std::string::npos);
    REQUIRE(left != std::string::npos);
    CHECK(arrived < left);
    CHECK_THAT(ran.said, Contains("plugged in, seen after"));  // how long stands in the README
}

TEST_CASE("a machine without USB has its simulated devices and no failure") {
    const auto ran = run(kLoket + " devices");
    CAPTURE(ran.said);
    CHECK(ran.code == 0);
    CHECK_THAT(ran.said, Contains("sim_fingerprint") && Contains("(simulated)"));
}

TEST_CASE("a scanner of the network that the office named scans on a machine without a discovery service") {
    const auto ran = run("env -u SANE_CONFIG_DIR timeout 60 " + kLoket + " devices test emulated:sane_scanner");
    CAPTURE(ran.said);
    CHECK(ran.code == 0);
    CHECK_THAT(ran.said, Contains("passed: Network scanner"));
}

}  // namespace bus_test
