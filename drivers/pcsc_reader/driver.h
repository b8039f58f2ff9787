#pragma once
// The row of pcsc_reader: every smart card reader that pcscd serves, contact and contactless.

#include "devices/model/driver.h"

namespace loket::drivers::pcsc_reader {

std::unique_ptr<model::Device> create(const model::Surroundings& around);
Result<std::vector<model::Sighting>> look(const model::Settings& settings, const std::stop_token& stop);
std::unique_ptr<model::AddressModel> emulate_at(model::Scene& scene);

inline constexpr model::Setting kSettings[] = {{"pcsc_reader.name", "part of the name of the desk's reader, where there are two"},
                                               {"pcsc_reader.printer", "part of the name of the reader at the card printer's contactless station, where the desk has one too"},
                                               {"pcsc_reader.sam", "part of the name of the contact reader that holds the office's SAM; its PIN is in the office's sam.pin"}};
inline constexpr model::Driver kDriver{.id = "pcsc_reader",
                                       .kind = model::Kind::CardReader,
                                       .usb = {},
                                       .rank = 10,
                                       .create = create,
                                       .finder = {.period = Millis{500}, .look = look},
                                       .emulate_at = emulate_at,
                                       .fits = "card readers that pcscd serves (CCID)",
                                       .settings = kSettings};

}  // namespace loket::drivers::pcsc_reader
