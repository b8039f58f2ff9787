#pragma once
// The row of sim_paper_printer: an A4 printer that shows its sheets to the scene.

#include "devices/model/driver.h"

namespace loket::drivers::sim_paper_printer {

std::unique_ptr<model::Device> create(const model::Surroundings& around);

inline constexpr std::string_view kFaults[] = {"jam", "media_empty", "cover_open", "unplugged", "slow", "garbage"};
inline constexpr model::Driver kDriver{.id = "sim_paper_printer",
                                       .kind = model::Kind::PaperPrinter,
                                       .usb = {},
                                       .rank = -1,
                                       .create = create,
                                       .faults = kFaults};

}  // namespace loket::drivers::sim_paper_printer
