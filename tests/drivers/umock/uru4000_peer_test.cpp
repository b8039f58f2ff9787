// libfprint's own driver and ours capture the same finger from the same emulated reader.

#include <catch2/catch.hpp>

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include "tests/drivers/umock/run.h"

namespace uru4000_peer_test {

using namespace loket::test;

TEST_CASE("uru4000: libfprint and we see the same finger, scrambled or not, from either kind of box") {
    const Folder folder;
    for (const std::string how : {"scrambled", "plain", "older"}) {
        CAPTURE(how);
        const auto theirs = folder.path / (how + ".pgm"), ours = folder.path / "plate.png";
        const auto peer = run_emulated("--event one_key --event " + how + " uru4000 -- " + kTests + "fprint_client " + theirs.string());
        CAPTURE(peer.said);
        REQUIRE(peer.code == 0);
        CHECK(peer.said.find("uru4000") != std::string::npos);
        const auto own = run_emulated("--event one_key --event " + how + " uru4000 -- " + kLoket + " devices test usb:1-2 --out " + folder.path.string());
        CAPTURE(own.said);
        REQUIRE(own.code == 0);

        const auto one = cv::imread(theirs.string(), cv::IMREAD_GRAYSCALE), two = cv::imread(ours.string(), cv::IMREAD_GRAYSCALE);
        REQUIRE(one.cols == 384);
        REQUIRE(two.cols == 384);
        REQUIRE(one.rows >= two.rows);  // libfprint fills its picture up to 290 lines, before it turns it
        const int from = how == "older" ? 0 : one.rows - two.rows;
        CHECK(cv::countNonZero(two < 100) > 5000);
        CHECK(cv::countNonZero(one.rowRange(from, from + two.rows) != two) == 0);
    }
}

}  // namespace uru4000_peer_test
