#include "drivers/supported.h"

#include <fmt/format.h>

#include "drivers/table.h"

namespace loket::drivers {
namespace {

template <class Each>
void for_each_box(const Each& each) {
    for (const auto* driver : all())
        for (const auto& id : driver->usb) each(*driver, id);
}

/// Four hexadecimal digits, or the `*` of a row that answers for all boxes of its vendor.
std::string product_of(const model::UsbId& id) { return id.product == model::kAnyProduct ? "*" : fmt::format("{:04x}", id.product); }

}  // namespace

std::string supported_table() {
    std::string out = "| box | USB | kind | driver |\n| --- | --- | --- | --- |\n";
    for_each_box([&](const model::Driver& driver, const model::UsbId& id) {
        out += fmt::format("| {} | {:04x}:{} | {} | `{}` |\n", id.name, id.vendor, product_of(id), model::to_string(driver.kind), driver.id);
    });
    for (const auto* driver : all())
        if (!driver->fits.empty()) out += fmt::format("| {} | by address | {} | `{}` |\n", driver->fits, model::to_string(driver->kind), driver->id);
    out += "\n| setting (`assets/devices.json`) | what it says |\n| --- | --- |\n";
    for (const auto* driver : all())
        for (const auto& setting : driver->settings) out += fmt::format("| `{}` | {} |\n", setting.key, setting.meaning);
    return out;
}

std::string udev_rules() {
    std::string out = "# Generated from the driver table: ./loket devices --udev\n"
                      "# Hubs: the power of a port goes off for a moment when a box on it hangs\n"
                      "SUBSYSTEM==\"usb\", ENV{DEVTYPE}==\"usb_device\", ATTR{bDeviceClass}==\"09\", MODE=\"0660\", GROUP=\"loket\"\n";
    for_each_box([&](const model::Driver& driver, const model::UsbId& id) {
        out += fmt::format("# {} ({})\nSUBSYSTEM==\"usb\", ENV{{DEVTYPE}}==\"usb_device\", ATTR{{idVendor}}==\"{:04x}\", ATTR{{idProduct}}==\"{}\", "
                           "MODE=\"0660\", GROUP=\"loket\", ATTR{{power/control}}=\"on\"\n",
                           id.name, driver.id, id.vendor, product_of(id));
    });
    for (const auto* driver : all())
        if (!driver->udev.empty()) out += fmt::format("# found by address ({})\n{}", driver->id, driver->udev);
    return out;
}

}  // namespace loket::drivers
