#pragma once
// The row of hid_wedge: code readers that type like a keyboard.

#include "devices/model/driver.h"

namespace loket::drivers::hid_wedge {

std::unique_ptr<model::Device> create(const model::Surroundings& around);
Result<std::vector<model::Sighting>> look(const model::Settings& settings, const std::stop_token& stop);
std::unique_ptr<model::AddressModel> emulate_at(model::Scene& scene);

inline constexpr model::Setting kSettings[] = {
    {"hid_wedge.name", "part of the reader's name, or its address"},
    {"hid_wedge.layout", "`us` or `de`"}};
inline constexpr model::Driver kDriver{.id = "hid_wedge",
                                       .kind = model::Kind::CodeReader,
                                       .usb = {},
                                       .rank = 10,
                                       .create = create,
                                       .finder = {.period = Millis{1000}, .look = look},
                                       .emulate_at = emulate_at,
                                       .udev = "SUBSYSTEM==\"input\", KERNEL==\"event*\", MODE=\"0660\", GROUP=\"loket\"\n",
                                       .fits = "code readers that type",
                                       .settings = kSettings};

}  // namespace loket::drivers::hid_wedge
