#pragma once
// The row of evolis: card printers that take Evolis' ESC commands.

#include "devices/model/driver.h"

namespace loket::drivers::evolis {

std::unique_ptr<model::Device> create(const model::Surroundings& around);
std::unique_ptr<model::UsbDeviceModel> emulate(model::Scene& scene);
void anonymise(model::Recording& recording);

inline constexpr model::UsbId kIds[] = {
    {0x0F49, 0x0A00, "Evolis Zenius"},
    {0x0F49, model::kAnyProduct, "Evolis card printer"},
};
inline constexpr model::Driver kDriver{
    .id = "evolis", .kind = model::Kind::CardPrinter, .usb = kIds, .rank = 10, .create = create, .emulate = emulate, .anonymise = anonymise};

}  // namespace loket::drivers::evolis
