#pragma once
// When the office gives tickets, for pages and the demo.

#include <optional>

#include "kiosk/app/core/reference.h"

namespace loket::app {

engine::WorkingDays working_days(const Reference& reference);
/// When tickets are next given; nothing if they are now, or never.
std::optional<Instant> next_tickets(const Reference& reference, Instant now);
/// The morning of the next day on which tickets are given; nothing if there is none.
std::optional<Instant> next_day_with_tickets(const Reference& reference, Instant now);

}  // namespace loket::app
