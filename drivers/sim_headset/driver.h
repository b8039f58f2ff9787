#pragma once
// The row of sim_headset: a socket for a headset.

#include "devices/model/driver.h"

namespace loket::drivers::sim_headset {

std::unique_ptr<model::Device> create(const model::Surroundings& around);

inline constexpr std::string_view kFaults[] = {"plugged", "unplugged", "slow", "garbage"};
inline constexpr model::Driver kDriver{.id = "sim_headset",
                                       .kind = model::Kind::Headset,
                                       .usb = {},
                                       .rank = -1,
                                       .create = create,
                                       .faults = kFaults};

}  // namespace loket::drivers::sim_headset
