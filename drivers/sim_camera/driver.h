#pragma once
// The row of sim_camera: a portrait camera that sees the person of the scene.

#include "devices/model/driver.h"

namespace loket::drivers::sim_camera {

std::unique_ptr<model::Device> create(const model::Surroundings& around);

inline constexpr std::string_view kFaults[] = {"eyes_closed",  "mouth_open", "dark", "blur",
                                               "wrong_person", "unplugged",  "slow", "garbage"};
inline constexpr model::Driver kDriver{.id = "sim_camera",
                                       .kind = model::Kind::Camera,
                                       .usb = {},
                                       .rank = -1,
                                       .create = create,
                                       .faults = kFaults};

}  // namespace loket::drivers::sim_camera
