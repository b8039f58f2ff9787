#include <catch2/catch.hpp>

#include "kiosk/app/update/machine.h"
#include "tests/update/bundle.h"

using namespace loket;
using loket::test::Appliance;
namespace fs = std::filesystem;

namespace {

void put(const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    REQUIRE(write_text(file, text));
}

void make_appliance(const fs::path& root) {
    put(root / "usr/lib/os-release", "ID=debian\nIMAGE_VERSION=0.3.0.202611300306\n");
    put(root / "run/loket/root-hash", std::string(62, '0') + "a7\n");
    put(root / "run/loket/slot", "loket-b\n");
    put(root / "etc/machine-id", "0123456789abcdef0123456789abcdef\n");
}

}  // namespace

TEST_CASE("the appliance knows itself, any other machine is none") {
    const Appliance disk;
    CHECK_FALSE(update::this_machine(disk.folder()));
    make_appliance(disk.folder());
    const auto machine = update::this_machine(disk.folder());
    REQUIRE(machine);
    CHECK(machine->version == "0.3.0.202611300306");
    CHECK(machine->slot == "loket-b");
    CHECK(machine->root_hash.back() == 0xa7);
    CHECK(machine->number.size() == 14);
    CHECK(machine->number.find("0123") == std::string::npos);  // the board's own number is not shown
    put(disk.folder() / "run/loket/root-hash", "no hash");
    CHECK_FALSE(update::this_machine(disk.folder()));
}

TEST_CASE("what the kiosk asks of the system is a file in a folder that is made for it") {
    const Appliance disk;
    make_appliance(disk.folder());
    const auto machine = update::this_machine(disk.folder());
    REQUIRE(machine);
    REQUIRE(update::ask_system(*machine, update::kReset, "1A2B"));
    CHECK(read_text(disk.folder() / "data/office/requests/reset").value() == "1A2B");
}
