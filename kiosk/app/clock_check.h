#pragma once
// A clock that cannot be right: its battery is dead and no time server answers. The office is not opened then; a person or the network sets it.

#include <filesystem>
#include <string_view>

#include "devices/base/clock.h"
#include "devices/base/result.h"

namespace loket::app {

/// When an image was built, from its version ("0.3.0.202611300306", UTC); `{}` of one that does not say.
Instant built_at(std::string_view version);
/// Later than this it is for certain: the program was built, the office in `data` was last written.
Instant known_past(const std::filesystem::path& data, std::string_view version);
/// More than an hour before what is past: less is what a time server puts right between two starts.
bool clock_is_behind(Instant now, Instant past);
/// "29112026" and "0915", as WIB; nothing for what is no such time or before the program was built.
std::optional<Instant> time_from_digits(std::string_view date, std::string_view time, Instant built);
/// A person has set the clock: what bears a later time was written by a clock that was fast, and is not believed any more.
Status believe_clock(const std::filesystem::path& data, Instant now);

}  // namespace loket::app
