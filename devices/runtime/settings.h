#pragma once
// What a station was told about its boxes.

#include <filesystem>
#include <span>

#include "devices/model/driver.h"

namespace loket::runtime {

/// Reads a flat JSON object of texts, "driver.key": "value". Empty where there is no such file. Rejected ("settings.invalid") for anything
/// else, and for a key that no driver reads: a misspelt one would be believed to work.
Result<model::Settings> load_settings(const std::filesystem::path& file, std::span<const model::Driver* const> drivers);

}  // namespace loket::runtime
