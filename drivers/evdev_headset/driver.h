#pragma once
// The row of evdev_headset: sockets whose sound card tells when something is plugged in.

#include "devices/model/driver.h"

namespace loket::drivers::evdev_headset {

std::unique_ptr<model::Device> create(const model::Surroundings& around);
Result<std::vector<model::Sighting>> look(const model::Settings& settings, const std::stop_token& stop);
std::unique_ptr<model::AddressModel> emulate_at(model::Scene& scene);

inline constexpr model::Setting kSettings[] = {{"evdev_headset.name", "part of the socket's name"}};
inline constexpr model::Driver kDriver{.id = "evdev_headset",
                                       .kind = model::Kind::Headset,
                                       .usb = {},
                                       .rank = 10,
                                       .create = create,
                                       .finder = {.period = Millis{1000}, .look = look},
                                       .emulate_at = emulate_at,
                                       .fits = "headset sockets of sound cards",
                                       .settings = kSettings};

}  // namespace loket::drivers::evdev_headset
