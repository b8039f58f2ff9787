#pragma once
// The row of blink1_light: ThingM blink(1) as the light that tells from afar how the kiosk is.

#include "devices/model/driver.h"

namespace loket::drivers::blink1_light {

std::unique_ptr<model::Device> create(const model::Surroundings& around);
std::unique_ptr<model::UsbDeviceModel> emulate(model::Scene& scene);

inline constexpr model::UsbId kIds[] = {{0x27B8, 0x01ED, "ThingM blink(1)"}};
inline constexpr model::Driver kDriver{.id = "blink1_light", .kind = model::Kind::StatusLight, .usb = kIds, .rank = 10, .create = create, .emulate = emulate};

}  // namespace loket::drivers::blink1_light
