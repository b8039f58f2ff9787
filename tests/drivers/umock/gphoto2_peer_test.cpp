// The emulated camera on USB: the gphoto2 command line, which is not ours, takes a photograph with it.

#include <catch2/catch.hpp>

#include "tests/drivers/umock/run.h"

namespace gphoto2_peer_test {

using namespace loket::test;
using Catch::Matchers::Contains;

TEST_CASE("gphoto2_camera: on USB the gphoto2 command line knows the emulated camera and takes its photograph") {
    if (lacks("gphoto2")) return;
    const Folder folder;
    const auto file = folder.path / "theirs.jpg";
    const auto detected = run_emulated("gphoto2_camera -- gphoto2 --auto-detect");
    CAPTURE(detected.said);
    CHECK_THAT(detected.said, Contains("USB PTP Class Camera") && Contains("usb:001,002"));
    const auto taken = run_emulated("gphoto2_camera -- gphoto2 --capture-image-and-download --force-overwrite --filename " + file.string());
    CAPTURE(taken.said);
    CHECK(taken.code == 0);
    CHECK_THAT(taken.said, Contains("Deleting file /store_00010001/LKT_0001.JPG on the camera"));
    REQUIRE(std::filesystem::exists(file));
    CHECK(std::filesystem::file_size(file) > 50'000);
}

TEST_CASE("gphoto2_camera: on USB we see the emulated camera at the first look and take its photograph") {
    const Folder folder;
    const auto taken = run_emulated("gphoto2_camera -- " + kLoket + " devices test gphoto2_camera:usb:001,002 --out " + folder.path.string());
    CAPTURE(taken.said);
    CHECK(taken.code == 0);
    CHECK_THAT(taken.said, Contains("passed: Emulated camera"));
    CHECK(std::filesystem::exists(folder.path / "photo.png"));
}

}  // namespace gphoto2_peer_test
