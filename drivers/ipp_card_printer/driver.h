#pragma once
// The row of ipp_card_printer: card printers behind IPP or a queue of CUPS.

#include "devices/model/driver.h"

namespace loket::drivers::ipp_card_printer {

std::unique_ptr<model::Device> create(const model::Surroundings& around);
/// The printers that the office named.
Result<std::vector<model::Sighting>> look(const model::Settings& settings, const std::stop_token& stop);
std::unique_ptr<model::AddressModel> emulate_at(model::Scene& scene);

/// Setting: addresses of card printers, separated by spaces ("ipp://localhost/printers/kartu"). No other is ever used.
inline constexpr const char* kPrinterSetting = "ipp_card_printer.uri";

inline constexpr model::Setting kSettings[] = {{kPrinterSetting, "address of the card printer: `ipp://localhost/printers/kartu`"}};
inline constexpr model::Driver kDriver{.id = "ipp_card_printer",
                                       .kind = model::Kind::CardPrinter,
                                       .usb = {},
                                       .rank = 5,  // a driver that talks to the printer itself knows more
                                       .create = create,
                                       .faults = {},
                                       .emulate = nullptr,
                                       .finder = {.period = Millis{10'000}, .look = look, .rest = Millis{3'600'000}},  // what is named does not change
                                       .emulate_at = emulate_at,
                                       .isolated = true,
                                       .fits = "card printers that speak IPP, and queues of CUPS",
                                       .settings = kSettings};

}  // namespace loket::drivers::ipp_card_printer
