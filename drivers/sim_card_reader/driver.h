#pragma once
// The row of sim_card_reader: a contactless reader on which the card of the scene lies.

#include "devices/model/driver.h"

namespace loket::drivers::sim_card_reader {

std::unique_ptr<model::Device> create(const model::Surroundings& around);

inline constexpr std::string_view kFaults[] = {"chip_error", "tear", "removed", "altered", "wrong_key", "cloned", "unplugged", "slow", "garbage"};
inline constexpr model::Driver kDriver{.id = "sim_card_reader",
                                       .kind = model::Kind::CardReader,
                                       .usb = {},
                                       .rank = -1,
                                       .create = create,
                                       .faults = kFaults};

}  // namespace loket::drivers::sim_card_reader
