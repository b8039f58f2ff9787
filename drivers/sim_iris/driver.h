#pragma once
// The row of sim_iris: a binocular iris camera that sees the person of the scene.

#include "devices/model/driver.h"

namespace loket::drivers::sim_iris {

std::unique_ptr<model::Device> create(const model::Surroundings& around);

inline constexpr std::string_view kFaults[] = {"blink",        "blur",    "far",       "near", "glasses",
                                               "wrong_person", "no_face", "unplugged", "slow", "garbage"};
inline constexpr model::Driver kDriver{.id = "sim_iris",
                                       .kind = model::Kind::IrisScanner,
                                       .usb = {},
                                       .rank = -1,
                                       .create = create,
                                       .faults = kFaults};

}  // namespace loket::drivers::sim_iris
