// The driver table and what is generated from it.

#include <catch2/catch.hpp>

#include <map>
#include <set>

#include "devices/base/file.h"
#include "devices/model/scene.h"
#include "devices/model/usb_model.h"
#include "drivers/supported.h"
#include "drivers/table.h"

namespace table_test {

using namespace loket;

TEST_CASE("every box has one driver of its rank, a name, and drivers with boxes can be emulated") {
    CHECK(drivers::all().size() >= 13);
    std::set<std::pair<int, int>> seen;
    for (const auto* driver : drivers::all()) {
        CAPTURE(driver->id);
        CHECK((driver->emulate != nullptr) == !driver->usb.empty());
        CHECK((driver->emulate_at != nullptr) == (driver->finder.look != nullptr));
        CHECK((driver->rank < 0 || !driver->usb.empty() || driver->finder.look != nullptr));  // else nobody ever finds a box for it
        for (const auto& id : driver->usb) {
            CAPTURE(id.vendor, id.product);
            CHECK(seen.insert({id.vendor, id.product}).second);
            CHECK_FALSE(id.name.empty());
        }
        CHECK((driver->finder.look != nullptr) == !driver->fits.empty());
        for (const auto& setting : driver->settings) CHECK(setting.key.starts_with(std::string(driver->id) + "."));
        if (driver->emulate == nullptr) continue;
        model::Scene scene;
        const auto said = driver->emulate(scene)->description();
        CHECK(std::any_of(driver->usb.begin(), driver->usb.end(), [&](const auto& id) { return id.fits(said.id.vendor, said.id.product); }));
    }
}

TEST_CASE("the table of supported boxes and the udev rules in the tree are what the drivers say") {
    const std::filesystem::path root = LOKET_SOURCE_DIR;
    const auto readme = read_text(root / "drivers/README.md", 1u << 20);
    REQUIRE(readme);
    INFO("renew it with: ./loket devices --supported");
    CHECK(readme->find(drivers::supported_table()) != std::string::npos);
    const auto rules = read_text(root / "image/udev/70-loket.rules", 1u << 20);
    REQUIRE(rules);
    INFO("renew it with: ./loket devices --udev");
    CHECK(*rules == drivers::udev_rules());
}

TEST_CASE("descriptors: what an emulated box says of itself is well formed") {
    for (const auto* driver : drivers::all()) {
        if (driver->emulate == nullptr) continue;
        CAPTURE(driver->id);
        model::Scene scene;
        const auto box = driver->emulate(scene);
        const auto bytes = model::descriptors(box->description());
        REQUIRE(bytes.size() > 18 + 9);
        CHECK(static_cast<std::size_t>(bytes[20] | bytes[21] << 8) == bytes.size() - 18);  // wTotalLength
        std::size_t at = 0;
        while (at < bytes.size() && bytes[at] > 1) at += bytes[at];
        CHECK(at == bytes.size());
        const auto name = model::control(*box, model::string_request(2), {}, 255);
        CHECK(model::usb_text(name.bytes) == box->description().product);
        CHECK(model::control(*box, {0x80, 6, 0x0600, 0}, {}, 10).kind == model::UsbReply::Kind::Stall);
    }
}

TEST_CASE("string descriptors: letters beyond ASCII, cut off, not one at all") {
    CHECK(model::usb_text(Bytes{8, 3, 'A', 0, 0xE9, 0, 0xAC, 0x20}) == "Aé€");
    CHECK(model::usb_text(Bytes{200, 3, 'A', 0, 'B'}) == "A");
    CHECK(model::usb_text(Bytes{6, 3, 0, 0xD8, 0x1B, 0}) == "?");
    CHECK(model::usb_text(Bytes{4, 2, 'A', 0}).empty());
    CHECK(model::usb_text({}).empty());
}

}  // namespace table_test
