// hidapi talks to our emulated signature pad, and we sign on it, both over the machine's libusb.

#include <catch2/catch.hpp>

#include <algorithm>
#include <sstream>

#include "devices/base/bytes.h"
#include "drivers/wacom_stu/protocol.h"
#include "tests/drivers/umock/run.h"

namespace hid_peer_test {

using namespace loket;
using namespace loket::drivers::wacom_stu;
using Catch::Matchers::Contains;

TEST_CASE("wacom_stu: hidapi reads what our codec reads") {
    const auto ran = test::run_emulated("wacom_stu -- " + test::kTests + "hid_client");
    CAPTURE(ran.said);
    REQUIRE(ran.code == 0);
    CHECK_THAT(ran.said, Contains("box 056a:00a5 STU-530"));
    int pens = 0, inked = 0;
    std::istringstream lines(ran.said);
    for (std::string line; std::getline(lines, line);) {
        const auto word = line.substr(0, line.find(' '));
        auto hex = line.substr(std::min(line.size(), word.size() + 1));
        hex.erase(std::remove(hex.begin(), hex.end(), ' '), hex.end());
        const auto bytes = from_hex(hex).value_or(Bytes{});
        if (word == "information") CHECK(parse_information(bytes)->name == "STU-530");
        if (word == "capability") CHECK(parse_capability(bytes)->max_x == 10'800);
        if (word != "pen") continue;
        const auto pen = parse_report(bytes);
        REQUIRE(pen);
        REQUIRE(*pen);
        CHECK((*pen)->millis.has_value());
        ++pens;
        inked += (*pen)->pressure > 0 ? 1 : 0;
    }
    CHECK(pens == 50);
    CHECK(inked > 10);
}

TEST_CASE("wacom_stu: a signature over the machine's libusb") {
    const test::Folder folder;
    const auto ran = test::run_emulated("wacom_stu -- " + test::kLoket + " devices test usb:1-2 --out " + folder.path.string());
    CAPTURE(ran.said);
    CHECK(ran.code == 0);
    CHECK_THAT(ran.said, Contains("signature.sign_here") && Contains("passed: Wacom STU-530 1.21") && Contains("10800 x 6480"));
}

TEST_CASE("escpos: a slip over the machine's libusb") {
    const auto ran = test::run_emulated("escpos -- " + test::kLoket + " devices test usb:1-2");
    CAPTURE(ran.said);
    CHECK(ran.code == 0);
    CHECK_THAT(ran.said, Contains("passed: TM-T20III"));
}

}  // namespace hid_peer_test
