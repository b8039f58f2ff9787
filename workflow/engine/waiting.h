#pragma once
// How long somebody will wait: from what the counters took with the last people, or the SOP's minutes until that is known.

#include <optional>
#include <string>

#include "workflow/engine/queue.h"
#include "workflow/engine/service.h"

namespace loket::engine {

inline constexpr std::size_t kEnoughMeasured = 5;

/// The median of what this desk's counters took with the last 20 people each, in seconds; nothing with fewer than five.
std::optional<int> measured_seconds(const Queue& queue, Role desk);
/// Counters of this desk that have called somebody within the last hour; at least one.
int counters_open(const Queue& queue, Role desk, Instant now);
/// The SOP's minutes in which the applicant stands at this desk with this errand.
int standard_minutes(const Service& service, Errand errand, Role desk);
/// Minutes until this ticket is called, were nobody to join, rounded up; 0 if it is next, nothing if it does not wait.
std::optional<int> estimated_wait(const Queue& queue, const std::string& number, Instant now, const Services& services);

}  // namespace loket::engine
