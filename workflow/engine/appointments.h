#pragma once
// Appointments: their codes, and what is free.

#include <string>
#include <string_view>
#include <vector>

#include "workflow/engine/office.h"
#include "workflow/engine/office_rules.h"

namespace loket::engine {

/// "JT-2811-0007-K": day and month, a serial of that day, a check character.
std::string make_appointment_code(Date day, int serial);
/// As parse_resi. Rejected "appointment.unreadable", "appointment.check".
Result<std::string> parse_appointment_code(std::string_view text);
std::string appointment_qr(std::string_view code);
/// "JT-2026-11-28", within which serials count.
std::string appointment_series(Date day);

struct Slot {
    int minute = 0;  ///< since midnight, WIB
    int left = 0;
};
/// The slots of this day and service, also full ones. Empty where the office is closed or the service has no appointments. Rejected
/// "appointment.day" for a day that is not after today or further away than the rules allow.
Result<std::vector<Slot>> appointment_slots(const Office& office, const OfficeRules& rules, const std::string& service, Date day, Instant now,
                                            const WorkingDays& add_working_days);
/// Places of today that appointments still hold: nobody has come with them, and it is not too late to.
int places_held(const Office& office, const OfficeRules& rules, const std::string& service, Instant now);

}  // namespace loket::engine
