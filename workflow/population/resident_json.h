#pragma once
// Residents and families as compact JSON: values that say nothing (empty text, 0, the default state) are left
// out.

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "devices/base/result.h"
#include "workflow/population/resident.h"

namespace loket::population {

nlohmann::json to_json(const Resident& resident);
nlohmann::json to_json(const Family& family);

/// One line of JSON without spaces.
std::string encode(const Resident& resident);
std::string encode(const Family& family);

/// `Corrupt` naming the key if a required key is missing or a value has the wrong type or lies outside its
/// table. Keys that are not known are passed over. Only the shape is checked here: numbers and names have
/// checks of their own.
Result<Resident> resident_from_json(const nlohmann::json& document);
Result<Family> family_from_json(const nlohmann::json& document);
/// As above, and `Corrupt` if the text is not JSON.
Result<Resident> decode_resident(std::string_view text);
Result<Family> decode_family(std::string_view text);

}  // namespace loket::population
