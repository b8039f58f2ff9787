#include <catch2/catch.hpp>

#include <algorithm>

#include "bundle.h"
#include "kiosk/app/update/boot_entries.h"

using namespace loket;
using Names = std::vector<std::string>;

namespace {

void flip(const std::filesystem::path& file, std::size_t at) {
    auto bytes = read_file(file).value();
    REQUIRE(at < bytes.size());
    bytes[at] ^= 1;
    REQUIRE(write_file(file, bytes));
}

}  // namespace

TEST_CASE("a good bundle is in the other slot, on trial three times, and the old version stays to go back to") {
    const test::Appliance machine;
    machine.make("1.1");
    const auto installed = machine.install();
    REQUIRE(installed);
    CHECK(installed->changes == Names{"Perbaikan cetak"});
    CHECK(machine.entries() == Names{"loket_1.0.efi", "loket_1.1+3.efi"});
    const auto slot = machine.slot();
    CHECK(slot.size() == 1u << 20);  // what lies behind the root stays; no kernel reads it
    CHECK(std::equal(machine.root.begin(), machine.root.end(), slot.begin()));
    CHECK(read_file(machine.folder() / "esp/EFI/Linux/loket_1.1+3.efi").value() == machine.kernel);
}

TEST_CASE("every place of a bundle that is changed is found before anything is written") {
    const test::Appliance machine;
    machine.make("1.1");
    const auto whole = read_file(machine.bundle()).value();
    const auto before = machine.slot();
    std::vector<std::size_t> places{whole.size() - 1, whole.size() - machine.root.size(), whole.size() - machine.root.size() - 1};
    for (std::size_t at = 0; at < whole.size() - machine.root.size() - machine.kernel.size(); ++at) places.push_back(at);  // all of the head
    for (const auto at : places) {
        INFO(at);
        flip(machine.bundle(), at);
        CHECK_FALSE(machine.install());
        REQUIRE(write_file(machine.bundle(), whole));
    }
    REQUIRE(write_file(machine.bundle(), ByteView(whole).first(whole.size() - 1)));
    CHECK(machine.install().error().code == "update.damaged");
    CHECK(machine.slot() == before);
    CHECK(machine.entries() == Names{"loket_0.9.efi", "loket_1.0.efi"});
}

TEST_CASE("somebody else's signature, an old version and a root too large are refused before anything is written") {
    const test::Appliance machine;
    const auto before = machine.slot();
    machine.make("1.1", sync::SigningKey(std::array<std::uint8_t, 32>{9}));
    CHECK(machine.install().error().code == "update.signature");
    for (const auto* version : {"0.9", "1.0", "1", "0.99.5"}) {
        machine.make(version);
        CHECK(machine.install().error().code == "update.older");
    }
    REQUIRE(write_text(machine.folder() / "floor", "1.2\n"));
    machine.make("1.1");
    CHECK(machine.install().error().code == "update.older");  // 1.2 worked here once
    REQUIRE(write_text(machine.folder() / "floor", "1.0\n"));
    auto places = machine.places();
    places.slot_size = machine.root.size() - 1;
    CHECK(update::install(machine.bundle(), test::publisher().public_key(), places, [](const auto&) { return true; }).error().code == "update.too_large");
    CHECK(machine.slot() == before);
    CHECK(machine.entries() == Names{"loket_0.9.efi", "loket_1.0.efi"});
}

TEST_CASE("a kernel that the firmware would refuse is never activated") {
    const test::Appliance machine;
    machine.make("1.1");
    CHECK(machine.install(false).error().code == "update.kernel");
    CHECK(machine.entries() == Names{"loket_1.0.efi"});
    REQUIRE(machine.install(true));
    CHECK(machine.entries() == Names{"loket_1.0.efi", "loket_1.1+3.efi"});
}

TEST_CASE("a version that worked keeps no counter and sets the floor, and one that did not is seen") {
    const test::Appliance machine;
    machine.make("1.1");
    REQUIRE(machine.install());
    const auto linux_folder = machine.folder() / "esp/EFI/Linux";
    std::filesystem::rename(linux_folder / "loket_1.1+3.efi", linux_folder / "loket_1.1+2-1.efi");  // the boot loader counted
    auto places = machine.places();
    REQUIRE(update::accept(places));  // 1.0 is well: that says nothing about 1.1
    CHECK(machine.entries() == Names{"loket_1.0.efi", "loket_1.1+2-1.efi"});
    places.running = "1.1";
    REQUIRE(update::give_up(places.esp, "1.1"));
    CHECK(update::list_entries(places.esp).front() == update::Entry{"1.1", 0, 1});
    CHECK(update::give_up(places.esp, "1.0").error().code == "update.not_on_trial");
    REQUIRE(update::accept(places));
    CHECK(machine.entries() == Names{"loket_1.0.efi", "loket_1.1.efi"});
    CHECK(read_text(machine.folder() / "floor").value() == "1.1\n");
    places.running = "7.0";
    CHECK(update::accept(places).error().code == "update.entry");
}

TEST_CASE("names of kernel files are read and written as the boot loader does") {
    using update::Entry;
    for (const auto& entry : {Entry{"1.1", std::nullopt, 0}, Entry{"1.1", 3, 0}, Entry{"0.3.0.202611291912", 0, 3}}) CHECK(update::parse_entry(update::file_name(entry)) == entry);
    CHECK(update::file_name({"1.1", 0, 3}) == "loket_1.1+0-3.efi");
    for (const auto* other : {"loket.new", "loket_1.1.efi.bak", "debian.efi", "loket_1..1.efi", "loket_1.1+x.efi", "loket_1.1+99999.efi", "loket_.efi"}) CHECK_FALSE(update::parse_entry(other));
    CHECK(update::compare_versions("1.10", "1.9").value() == 1);
    CHECK(update::compare_versions("1", "1.0.0").value() == 0);
    CHECK(update::compare_versions("0.3.0.202611291912", "0.3.0.202611291913").value() == -1);
    for (const auto* none : {"", "1.", ".1", "1.a", "v1", "1 ", "99999999999999999999999"}) CHECK_FALSE(update::compare_versions(none, "1"));
}
