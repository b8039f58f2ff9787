#include "workflow/engine/appointments.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "workflow/engine/resi.h"

namespace loket::engine {
namespace {

constexpr std::string_view kQrPrefix = "LOKET:JANJI:";

int taken(const Office& office, const std::string& service, Date day, int minute) {
    return static_cast<int>(std::ranges::count_if(office.house.appointments, [&](const auto& item) {
        const auto& appointment = item.second;
        return appointment.service == service && appointment.day == day && appointment.minute == minute;
    }));
}

bool has_form(std::string_view plain) {  // JT DDMM 0001 C
    return plain.size() == 11 && plain.starts_with("JT") &&
           std::ranges::all_of(plain.substr(2, 8), [](unsigned char c) { return std::isdigit(c) != 0; });
}

}  // namespace

std::string make_appointment_code(Date day, int serial) {
    const auto body = fmt::format("JT-{:02}{:02}-{:04}", static_cast<unsigned>(day.day()), static_cast<unsigned>(day.month()), serial);
    return body + "-" + check_character(body);
}

Result<std::string> parse_appointment_code(std::string_view text) {
    std::string plain;
    for (const char c : text)
        if (std::isspace(static_cast<unsigned char>(c)) == 0 && c != '-') plain += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    if (plain.starts_with(kQrPrefix)) plain.erase(0, kQrPrefix.size());
    if (!has_form(plain)) return rejected("appointment.unreadable", "not in the form JT-2811-0007-K");
    if (check_character(std::string_view(plain).substr(0, 10)) != plain.back())
        return rejected("appointment.check", "the check character does not fit: one character is wrong or two are swapped");
    for (const std::size_t place : {2, 7, 12}) plain.insert(place, 1, '-');
    return plain;
}

std::string appointment_qr(std::string_view code) { return std::string(kQrPrefix) + std::string(code); }

std::string appointment_series(Date day) { return "JT-" + iso_date(day); }

Result<std::vector<Slot>> appointment_slots(const Office& office, const OfficeRules& rules, const std::string& service, Date day, Instant now,
                                            const WorkingDays& add_working_days) {
    const auto ahead = (std::chrono::sys_days(day) - std::chrono::sys_days(wib_date(now))).count();
    if (!day.ok() || ahead < 1 || ahead > rules.appointments.days_ahead)
        return rejected("appointment.day", fmt::format("appointments are for tomorrow and up to {} days ahead", rules.appointments.days_ahead));
    const auto capacity = rules.appointments.per_slot.find(service);
    std::vector<Slot> slots;
    if (capacity == rules.appointments.per_slot.end()) return slots;
    LOKET_ASSIGN(hours, opening_on(rules, day, add_working_days));
    if (!hours) return slots;
    for (int minute = hours->opens; minute + rules.appointments.slot_minutes <= hours->closes; minute += rules.appointments.slot_minutes)
        slots.push_back({minute, std::max(0, capacity->second - taken(office, service, day, minute))});
    return slots;
}

int places_held(const Office& office, const OfficeRules& rules, const std::string& service, Instant now) {
    const auto today = wib_date(now);
    const int minute = minute_of_day(now);
    return static_cast<int>(std::ranges::count_if(office.house.appointments, [&](const auto& item) {
        const auto& appointment = item.second;
        return appointment.service == service && appointment.day == today && minute <= appointment.minute + rules.appointments.late_minutes;
    }));
}

}  // namespace loket::engine
