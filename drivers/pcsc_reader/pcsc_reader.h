#pragma once
// The device over any reader: the tests put their own behind it.

#include <functional>

#include "devices/model/device.h"
#include "drivers/pcsc_reader/cards.h"

namespace loket::drivers::pcsc_reader {

using Opener = std::function<Result<std::unique_ptr<Reader>>()>;

std::unique_ptr<model::Device> make_device(std::string name, Opener opener, bool simulated);

}  // namespace loket::drivers::pcsc_reader
