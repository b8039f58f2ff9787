#pragma once
// The row of evdev_keypad: keypads with keys that can be felt.

#include "devices/model/driver.h"

namespace loket::drivers::evdev_keypad {

std::unique_ptr<model::Device> create(const model::Surroundings& around);
Result<std::vector<model::Sighting>> look(const model::Settings& settings, const std::stop_token& stop);
std::unique_ptr<model::AddressModel> emulate_at(model::Scene& scene);

inline constexpr model::Setting kSettings[] = {
    {"evdev_keypad.name", "part of the keypad's name"},
    {"evdev_keypad.keys", "what its keys mean"}};
inline constexpr model::Driver kDriver{.id = "evdev_keypad",
                                       .kind = model::Kind::Keypad,
                                       .usb = {},
                                       .rank = 10,
                                       .create = create,
                                       .finder = {.period = Millis{1000}, .look = look},
                                       .emulate_at = emulate_at,
                                       .udev = "SUBSYSTEM==\"input\", KERNEL==\"event*\", MODE=\"0660\", GROUP=\"loket\"\n",
                                       .fits = "tactile keypads",
                                       .settings = kSettings};

}  // namespace loket::drivers::evdev_keypad
