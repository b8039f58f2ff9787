#pragma once
// The office's security module: a chip in a contact reader where the office names one, else the test module of this process.

#include <filesystem>

#include "devices/card/sam.h"
#include "devices/model/driver.h"

namespace loket::app {

/// The module in the reader whose name contains the setting "pcsc_reader.sam", opened with the PIN in `<office>/sam.pin` (a line that only its
/// owner can read). It is powered up for each conversation, so it may be put in later.
std::shared_ptr<card::SecureAccessModule> security_module(const model::Settings& settings, const std::filesystem::path& office);

/// The same by hand: part of the reader's name, and the PIN.
std::shared_ptr<card::SecureAccessModule> module_in_reader(const std::string& reader, std::string pin);

}  // namespace loket::app
