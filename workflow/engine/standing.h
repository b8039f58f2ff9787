#pragma once
// How a case stands against its promise: working days from the resi, without those in which the applicant or the centre was
// waited for (DOMAIN §7).

#include <memory>
#include <optional>
#include <vector>

#include "workflow/engine/office.h"
#include "workflow/engine/office_rules.h"
#include "workflow/population/calendar.h"

namespace loket::engine {

struct Standing {
    Date promised{};                 ///< as printed on the resi
    Date due{};                      ///< the same, moved on by the working days the clock stood still
    int days_for_applicant = 0;      ///< those working days, by whom they were waited for
    int days_for_centre = 0;
    int days_left = 0;               ///< working days until `due`; negative: late by so many
    bool stopped = false;            ///< the clock stands still now
    bool calendar_missing = false;   ///< a year passed through has no calendar file: only weekends were left out
    [[nodiscard]] int late_by() const { return days_left < 0 ? -days_left : 0; }
    [[nodiscard]] bool is_late() const { return days_left < 0; }
    [[nodiscard]] bool soon_late(int within) const { return days_left >= 0 && days_left <= within && !stopped; }
};

/// Nothing before there is a resi. Each day is stopped at most once; a pause within one day does not stop it.
std::optional<Standing> standing(const Case& c, Instant now, const population::WorkCalendar& calendar);

/// Late and soon-late cases float up: most late first, then by the day they are due, those whose clock stands still or that have
/// no promise yet last; the older first where that is equal.
void float_up(std::vector<std::shared_ptr<const Case>>& cases, Instant now, const population::WorkCalendar& calendar);

/// Kinds of blanks (by prefix) and of supplies of which fewer are left than OfficeRules::minimum_stock.
std::vector<std::string> below_minimum(const Office& office, const OfficeRules& rules);

}  // namespace loket::engine
