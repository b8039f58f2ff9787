#pragma once
// The row of magicard: card printers of the Tango, Rio, Enduro and Pronto family.

#include "devices/model/driver.h"

namespace loket::drivers::magicard {

std::unique_ptr<model::Device> create(const model::Surroundings& around);
std::unique_ptr<model::UsbDeviceModel> emulate(model::Scene& scene);
void anonymise(model::Recording& recording);

inline constexpr model::UsbId kIds[] = {
    {0x0C1F, 0x1800, "Magicard Tango 2E"},
    {0x0C1F, model::kAnyProduct, "Magicard card printer"},
};
inline constexpr model::Driver kDriver{
    .id = "magicard", .kind = model::Kind::CardPrinter, .usb = kIds, .rank = 10, .create = create, .emulate = emulate, .anonymise = anonymise};

}  // namespace loket::drivers::magicard
