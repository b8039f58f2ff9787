#pragma once
// The row of sim_receipt_printer: a slip printer that shows its slip to the scene.

#include "devices/model/driver.h"

namespace loket::drivers::sim_receipt_printer {

std::unique_ptr<model::Device> create(const model::Surroundings& around);

inline constexpr std::string_view kFaults[] = {"jam",       "media_empty", "cover_open",
                                               "unplugged", "slow",        "garbage"};
inline constexpr model::Driver kDriver{.id = "sim_receipt_printer",
                                       .kind = model::Kind::ReceiptPrinter,
                                       .usb = {},
                                       .rank = -1,
                                       .create = create,
                                       .faults = kFaults};

}  // namespace loket::drivers::sim_receipt_printer
