#pragma once
// The row of sim_card_printer: a card printer with a hopper, a ribbon and a contactless station.

#include "devices/model/driver.h"

namespace loket::drivers::sim_card_printer {

std::unique_ptr<model::Device> create(const model::Surroundings& around);

inline constexpr std::string_view kFaults[] = {"jam",        "ribbon_out", "media_empty", "cover_open",
                                               "chip_error", "no_station", "unplugged",   "slow",       "garbage"};
inline constexpr model::Driver kDriver{.id = "sim_card_printer",
                                       .kind = model::Kind::CardPrinter,
                                       .usb = {},
                                       .rank = -1,
                                       .create = create,
                                       .faults = kFaults};

}  // namespace loket::drivers::sim_card_printer
