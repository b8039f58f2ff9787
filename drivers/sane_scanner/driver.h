#pragma once
// The row of sane_scanner: flatbed and feeder scanners of every make that SANE knows, as a source of pictures of papers.

#include "devices/model/driver.h"

namespace loket::drivers::sane_scanner {

std::unique_ptr<model::Device> create(const model::Surroundings& around);
/// What is plugged in, and the scanners of the network that the office named.
Result<std::vector<model::Sighting>> look(const model::Settings& settings, const std::stop_token& stop);
std::unique_ptr<model::AddressModel> emulate_at(model::Scene& scene);

/// Setting: eSCL addresses of network scanners, separated by spaces ("http://192.168.1.20/eSCL"). No other is ever used: whoever
/// answers on the office's network could otherwise send in papers of their own.
inline constexpr const char* kNetworkSetting = "sane_scanner.escl";

inline constexpr model::Setting kSettings[] = {{kNetworkSetting, "address of a network scanner: `http://192.168.1.31/eSCL`"}};
inline constexpr model::Driver kDriver{.id = "sane_scanner",
                                       .kind = model::Kind::DocumentCamera,
                                       .usb = {},
                                       .rank = 10,
                                       .create = create,
                                       .faults = {},
                                       .emulate = nullptr,
                                       .finder = {.period = Millis{5000}, .look = look, .rest = Millis{60'000}},
                                       .emulate_at = emulate_at,
                                       .isolated = true,
                                       .fits = "scanners that SANE knows; eSCL on the network",
                                       .settings = kSettings};

}  // namespace loket::drivers::sane_scanner
