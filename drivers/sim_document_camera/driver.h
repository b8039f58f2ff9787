#pragma once
// The row of sim_document_camera: a camera above a table that sees the paper of the scene.

#include "devices/model/driver.h"

namespace loket::drivers::sim_document_camera {

std::unique_ptr<model::Device> create(const model::Surroundings& around);

inline constexpr std::string_view kFaults[] = {"dark", "blur", "empty", "unplugged", "slow", "garbage"};
inline constexpr model::Driver kDriver{.id = "sim_document_camera",
                                       .kind = model::Kind::DocumentCamera,
                                       .usb = {},
                                       .rank = -1,
                                       .create = create,
                                       .faults = kFaults};

}  // namespace loket::drivers::sim_document_camera
