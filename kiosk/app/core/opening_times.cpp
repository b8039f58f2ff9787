#include "kiosk/app/core/opening_times.h"

namespace loket::app {
namespace {

std::optional<Instant> found(const Result<Instant>& when) { return when ? std::optional(*when) : std::nullopt; }

}  // namespace

engine::WorkingDays working_days(const Reference& reference) {
    return [&calendar = reference.calendar](Date from, int days) -> Result<Date> { return calendar.due_day(from, days).day; };
}

std::optional<Instant> next_tickets(const Reference& reference, Instant now) {
    const auto open = engine::gives_tickets(reference.rules, now, working_days(reference));
    if (open && *open) return std::nullopt;
    return found(engine::next_opening(reference.rules, now, working_days(reference)));
}

std::optional<Instant> next_day_with_tickets(const Reference& reference, Instant now) {
    return found(engine::next_day_open(reference.rules, now, working_days(reference)));
}

}  // namespace loket::app
