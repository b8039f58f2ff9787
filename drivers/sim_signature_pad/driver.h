#pragma once
// The row of sim_signature_pad: a pad on which the person of the scene signs.

#include "devices/model/driver.h"

namespace loket::drivers::sim_signature_pad {

std::unique_ptr<model::Device> create(const model::Surroundings& around);

inline constexpr std::string_view kFaults[] = {"no_signature", "wrong_person", "unplugged", "slow",
                                               "garbage"};
inline constexpr model::Driver kDriver{.id = "sim_signature_pad",
                                       .kind = model::Kind::SignaturePad,
                                       .usb = {},
                                       .rank = -1,
                                       .create = create,
                                       .faults = kFaults};

}  // namespace loket::drivers::sim_signature_pad
