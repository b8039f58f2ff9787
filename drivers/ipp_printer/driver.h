#pragma once
// The row of ipp_printer: A4 printers of every make that speak IPP, and what stands behind a CUPS queue.

#include "devices/model/driver.h"

namespace loket::drivers::ipp_printer {

std::unique_ptr<model::Device> create(const model::Surroundings& around);
/// The printers that the office named.
Result<std::vector<model::Sighting>> look(const model::Settings& settings, const std::stop_token& stop);
std::unique_ptr<model::AddressModel> emulate_at(model::Scene& scene);

/// Setting: addresses of printers, separated by spaces ("ipp://192.168.1.30/ipp/print"). No other is ever used: letters about people
/// go only where the office wants them.
inline constexpr const char* kPrinterSetting = "ipp_printer.uri";

inline constexpr model::Setting kSettings[] = {{kPrinterSetting, "address of the printer: `ipp://192.168.1.30/ipp/print`"}};
inline constexpr model::Driver kDriver{.id = "ipp_printer",
                                       .kind = model::Kind::PaperPrinter,
                                       .usb = {},
                                       .rank = 10,
                                       .create = create,
                                       .faults = {},
                                       .emulate = nullptr,
                                       .finder = {.period = Millis{10'000}, .look = look, .rest = Millis{3'600'000}},  // what is named does not change
                                       .emulate_at = emulate_at,
                                       .isolated = true,
                                       .fits = "printers for A4 paper that speak IPP, and queues of CUPS",
                                       .settings = kSettings};

}  // namespace loket::drivers::ipp_printer
