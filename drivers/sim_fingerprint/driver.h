#pragma once
// The row of sim_fingerprint: a slap scanner that sees the person of the scene.

#include "devices/model/driver.h"

namespace loket::drivers::sim_fingerprint {

std::unique_ptr<model::Device> create(const model::Surroundings& around);

inline constexpr std::string_view kFaults[] = {"dry_finger",    "wet_finger",  "heavy_finger", "missing_finger",
                                               "swapped_hands", "same_finger", "wrong_person", "no_finger",
                                               "unplugged",     "slow",        "garbage"};
inline constexpr model::Driver kDriver{.id = "sim_fingerprint",
                                       .kind = model::Kind::FingerScanner,
                                       .usb = {},
                                       .rank = -1,
                                       .create = create,
                                       .faults = kFaults};

}  // namespace loket::drivers::sim_fingerprint
