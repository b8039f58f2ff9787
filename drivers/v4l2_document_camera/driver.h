#pragma once
// The row of v4l2_document_camera: the video node that the station's settings name as its camera for papers.

#include "devices/model/driver.h"

namespace loket::drivers::v4l2_document_camera {

std::unique_ptr<model::Device> create(const model::Surroundings& around);
Result<std::vector<model::Sighting>> look(const model::Settings& settings, const std::stop_token& stop);
std::unique_ptr<model::AddressModel> emulate_at(model::Scene& scene);

inline constexpr model::Setting kSettings[] = {{"v4l2_document_camera.name", "part of its name, or its address"}};
inline constexpr model::Driver kDriver{.id = "v4l2_document_camera",
                                       .kind = model::Kind::DocumentCamera,
                                       .usb = {},
                                       .rank = 10,
                                       .create = create,
                                       .finder = {.period = Millis{1000}, .look = look},
                                       .emulate_at = emulate_at,
                                       .fits = "a camera above the papers, by name",
                                       .settings = kSettings};

}  // namespace loket::drivers::v4l2_document_camera
