#pragma once
// The device over any reader: the tests put their own behind it.

#include <functional>

#include "devices/model/device.h"
#include "devices/model/driver.h"
#include "drivers/pcsc_reader/cards.h"

namespace loket::drivers::pcsc_reader {

using Opener = std::function<Result<std::unique_ptr<Reader>>()>;

/// Which of the readers that pcscd names are this place's, contactless ones first, and which of them sits inside the card printer: by the settings of driver.h.
std::vector<model::Sighting> readers_of_place(std::vector<std::string> names, const model::Settings& settings);

std::unique_ptr<model::Device> make_device(std::string name, Opener opener, bool simulated);

}  // namespace loket::drivers::pcsc_reader
