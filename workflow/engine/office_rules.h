#pragma once
// What this office sets for itself: opening hours, quotas, what its printers manage in a day. Data, not code:
// assets/office-rules.json, whose shape is that of the defaults below.

#include <array>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "devices/base/clock.h"
#include "devices/base/result.h"

namespace loket::engine {

/// Minutes since midnight, WIB.
struct OpeningHours {
    int opens = 0, closes = 0;
    bool operator==(const OpeningHours&) const = default;
};

/// A slot begins at the opening hour and every `slot_minutes` after it.
struct AppointmentRules {
    int slot_minutes = 30;
    int days_ahead = 14;
    int early_minutes = 15;  ///< before the slot, and
    int late_minutes = 15;   ///< after its beginning, the ticket is given; then the place is free again
    std::map<std::string, int> per_slot{};  ///< by service; no entry: no appointments
};

struct OfficeRules {
    /// By weekday, 0 = Sunday; nothing where the office is closed. Default: Monday to Thursday 07:30-16:00, Friday 07:30-15:30.
    /// Holidays of the calendar are closed whatever stands here.
    std::array<std::optional<OpeningHours>, 7> hours{std::nullopt, kLong, kLong, kLong, kLong, kShort, std::nullopt};
    int last_ticket_minutes = 15;           ///< before closing, no ticket is given any more
    std::map<std::string, int> quota{};     ///< applications a day, by service; no entry: no limit
    std::map<std::string, int> cards_per_day{{"KEP", 300}, {"KIA", 300}};  ///< what the printers manage, by prefix of the blanks
    int soon_late_days = 1;                 ///< a case is "soon late" with so many working days left or fewer
    int complaint_days = 3;                 ///< working days within which a complaint is answered
    std::map<std::string, int> minimum_stock{{"KEP", 50}, {"KIA", 50}, {"RIBBON", 2}, {"FILM", 2}};  ///< by prefix or kind of supply
    AppointmentRules appointments{};
    int access_days = 730;                  ///< a PIN for the kiosk's printer is valid for
    int print_code_days = 30;               ///< a print code
    bool print_and_activate_apart = false;  ///< who printed a card does not activate it

    static constexpr OpeningHours kLong{7 * 60 + 30, 16 * 60}, kShort{7 * 60 + 30, 15 * 60 + 30};
};

/// `{"hours": {"monday": {"opens": "07:30", "closes": "16:00"}, ...}, "last_ticket_minutes": 15, "quota": {"S02": 120},
/// "cards_per_day": {"KEP": 300, "KIA": 300}, "soon_late_days": 1, "complaint_days": 3, "minimum_stock": {"KEP": 50},
/// "appointments": {"slot_minutes": 30, "days_ahead": 14, "early_minutes": 15, "late_minutes": 15, "per_slot": {"S02": 4}},
/// "access_days": 730, "print_code_days": 30, "print_and_activate_apart": false}`. A key left out keeps its default, a weekday left out of
/// "hours" is closed. Corrupt with origin and place for unknown keys, wrong types, times that are none or the wrong way round.
Result<OfficeRules> parse_office_rules(const std::string& json, const std::string& origin);
/// A file that is not there means the defaults; one that cannot be read does not.
Result<OfficeRules> load_office_rules(const std::filesystem::path& file);

/// As Context::add_working_days.
using WorkingDays = std::function<Result<Date>(Date from, int days)>;

/// The hours of this day; nothing on a holiday or a weekday that is closed.
Result<std::optional<OpeningHours>> opening_on(const OfficeRules& rules, Date day, const WorkingDays& add_working_days);
/// Minutes since midnight, WIB.
int minute_of_day(Instant now);
/// Whether tickets are given at this moment.
Result<bool> gives_tickets(const OfficeRules& rules, Instant now, const WorkingDays& add_working_days);
/// When tickets are next given on a later day: the start of the next working day with opening hours. Rejected "queue.no_hours"
/// where no weekday has any.
Result<Instant> next_day_open(const OfficeRules& rules, Instant now, const WorkingDays& add_working_days);
/// As next_day_open, but today if the office has not opened yet.
Result<Instant> next_opening(const OfficeRules& rules, Instant now, const WorkingDays& add_working_days);

}  // namespace loket::engine
