#pragma once
// The row of zxing_camera: the video node that the station's settings name as its reader of codes.

#include "devices/model/driver.h"

namespace loket::drivers::zxing_camera {

std::unique_ptr<model::Device> create(const model::Surroundings& around);
Result<std::vector<model::Sighting>> look(const model::Settings& settings, const std::stop_token& stop);
std::unique_ptr<model::AddressModel> emulate_at(model::Scene& scene);

inline constexpr model::Setting kSettings[] = {{"zxing_camera.name", "part of its name, or its address"}};
inline constexpr model::Driver kDriver{.id = "zxing_camera",
                                       .kind = model::Kind::CodeReader,
                                       .usb = {},
                                       .rank = 9,
                                       .create = create,
                                       .finder = {.period = Millis{1000}, .look = look},
                                       .emulate_at = emulate_at,
                                       .fits = "a camera for codes, by name",
                                       .settings = kSettings};

}  // namespace loket::drivers::zxing_camera
