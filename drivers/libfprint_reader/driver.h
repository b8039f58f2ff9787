#pragma once
// The row of libfprint_reader: every finger reader that libfprint gets pictures from and that we have no driver of our own for.

#include "devices/model/driver.h"

namespace loket::drivers::libfprint_reader {

std::unique_ptr<model::Device> create(const model::Surroundings& around);
Result<std::vector<model::Sighting>> look(const model::Settings& settings, const std::stop_token& stop);
std::unique_ptr<model::AddressModel> emulate_at(model::Scene& scene);

inline constexpr model::Driver kDriver{.id = "libfprint_reader",
                                       .kind = model::Kind::FingerScanner,
                                       .usb = {},
                                       .rank = 5,
                                       .create = create,
                                       .faults = {},
                                       .emulate = nullptr,
                                       .finder = {.period = Millis{5000}, .look = look, .rest = Millis{600'000}},
                                       .emulate_at = emulate_at,
                                       .isolated = true,
                                       .fits = "finger readers that libfprint gets pictures from"};

}  // namespace loket::drivers::libfprint_reader
