#pragma once
// The row of v4l2_camera: portrait cameras of USB Video Class, and whatever else the kernel makes a video node of.

#include "devices/model/driver.h"

namespace loket::drivers::v4l2_camera {

std::unique_ptr<model::Device> create(const model::Surroundings& around);
Result<std::vector<model::Sighting>> look(const model::Settings& settings, const std::stop_token& stop);
std::unique_ptr<model::AddressModel> emulate_at(model::Scene& scene);

inline constexpr model::Driver kDriver{.id = "v4l2_camera",
                                       .kind = model::Kind::Camera,
                                       .usb = {},
                                       .rank = 10,
                                       .create = create,
                                       .finder = {.period = Millis{1000}, .look = look},
                                       .emulate_at = emulate_at,
                                       .fits = "cameras that Linux knows (UVC)"};

}  // namespace loket::drivers::v4l2_camera
