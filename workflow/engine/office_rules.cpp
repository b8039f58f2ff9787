#include "workflow/engine/office_rules.h"

#include <fmt/format.h>

#include "devices/base/file.h"
#include "workflow/engine/json_reader.h"

namespace loket::engine {
namespace {

constexpr std::array kWeekdays = {"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};
constexpr int kMinutesOfDay = 24 * 60;
constexpr int kLargestCount = 100'000;

/// "07:30", nothing else.
std::optional<int> parse_time(const std::string& text) {
    const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
    if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) return std::nullopt;
    const int hour = (text[0] - '0') * 10 + text[1] - '0', minute = (text[3] - '0') * 10 + text[4] - '0';
    if (hour > 23 || minute > 59) return std::nullopt;
    return hour * 60 + minute;
}

OpeningHours read_hours(const nlohmann::json& json, const std::string& place, JsonProblem& problem) {
    JsonObject object(json, place, problem);
    const auto opens = parse_time(object.text("opens")), closes = parse_time(object.text("closes"));
    if (!opens || !closes || *opens >= *closes) problem.report(place, "must open before it closes, both as HH:MM");
    return {opens.value_or(0), closes.value_or(0)};
}

std::map<std::string, int> read_counts(const nlohmann::json& json, const std::string& place, JsonProblem& problem) {
    JsonObject object(json, place, problem);
    std::map<std::string, int> out;
    if (json.is_object())
        for (const auto& [key, value] : json.items()) out[key] = object.number(key, 0, kLargestCount);
    return out;
}

/// Reads a member that is an object, if it is there.
template <class Value, class Read>
void read_part(JsonObject& rules, const std::string& key, Value& into, Read read) {
    if (const auto* part = rules.member(key, false)) into = read(*part, rules.place_of(key), rules.problem());
}

const std::optional<OpeningHours>& hours_on(const OfficeRules& rules, Date day) {
    return rules.hours[std::chrono::weekday(std::chrono::sys_days(day)).c_encoding()];
}

Result<bool> is_working_day(Date day, const WorkingDays& add_working_days) {
    if (!add_working_days) return true;
    const Date eve = std::chrono::sys_days(day) - std::chrono::days(1);
    LOKET_ASSIGN(next, add_working_days(eve, 1));
    return next == day;
}

AppointmentRules read_appointments(const nlohmann::json& json, const std::string& place, JsonProblem& problem) {
    JsonObject object(json, place, problem);
    AppointmentRules rules;
    rules.slot_minutes = object.number_or("slot_minutes", rules.slot_minutes, 5, kMinutesOfDay);
    rules.days_ahead = object.number_or("days_ahead", rules.days_ahead, 1, 90);
    rules.early_minutes = object.number_or("early_minutes", rules.early_minutes, 0, kMinutesOfDay);
    rules.late_minutes = object.number_or("late_minutes", rules.late_minutes, 0, kMinutesOfDay);
    read_part(object, "per_slot", rules.per_slot, read_counts);
    return rules;
}

}  // namespace

int minute_of_day(Instant now) {
    const auto time = wib_time(now);
    return time.hour * 60 + time.minute;
}

Result<OfficeRules> parse_office_rules(const std::string& json, const std::string& origin) {
    LOKET_ASSIGN(document, parse_json(json, origin));
    JsonProblem problem{origin, std::nullopt};
    OfficeRules rules;
    {
        JsonObject object(document, "", problem);
        read_part(object, "hours", rules.hours, [](const nlohmann::json& week, const std::string& place, JsonProblem& found) {
            JsonObject days(week, place, found);
            std::array<std::optional<OpeningHours>, 7> hours{};
            for (std::size_t i = 0; i < kWeekdays.size(); ++i)
                if (const auto* day = days.member(kWeekdays[i], false)) hours[i] = read_hours(*day, days.place_of(kWeekdays[i]), found);
            return hours;
        });
        read_part(object, "quota", rules.quota, read_counts);
        read_part(object, "cards_per_day", rules.cards_per_day, read_counts);
        rules.last_ticket_minutes = object.number_or("last_ticket_minutes", rules.last_ticket_minutes, 0, kMinutesOfDay);
        read_part(object, "minimum_stock", rules.minimum_stock, read_counts);
        read_part(object, "appointments", rules.appointments, read_appointments);
        rules.complaint_days = object.number_or("complaint_days", rules.complaint_days, 1, 60);
        rules.access_days = object.number_or("access_days", rules.access_days, 1, 3650);
        rules.print_code_days = object.number_or("print_code_days", rules.print_code_days, 1, 3650);
        rules.print_and_activate_apart = object.flag_or("print_and_activate_apart", rules.print_and_activate_apart);
        rules.soon_late_days = object.number_or("soon_late_days", rules.soon_late_days, 0, 30);
    }
    if (problem.text) return Error{Fault::Corrupt, *problem.text, "office_rules.broken"};
    return rules;
}

Result<OfficeRules> load_office_rules(const std::filesystem::path& file) {
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) return OfficeRules{};
    LOKET_ASSIGN(text, read_text(file));
    return parse_office_rules(text, file.filename().string());
}

Result<std::optional<OpeningHours>> opening_on(const OfficeRules& rules, Date day, const WorkingDays& add_working_days) {
    const auto& hours = hours_on(rules, day);
    if (!hours) return hours;
    LOKET_ASSIGN(working, is_working_day(day, add_working_days));
    return working ? hours : std::nullopt;
}

Result<bool> gives_tickets(const OfficeRules& rules, Instant now, const WorkingDays& add_working_days) {
    LOKET_ASSIGN(hours, opening_on(rules, wib_date(now), add_working_days));
    const int minute = minute_of_day(now);
    return hours && minute >= hours->opens && minute < hours->closes - rules.last_ticket_minutes;
}

Result<Instant> next_day_open(const OfficeRules& rules, Instant now, const WorkingDays& add_working_days) {
    constexpr int kLongestLook = 60;  // days: beyond any run of holidays
    Date day = wib_date(now);
    for (int i = 0; i < kLongestLook; ++i) {
        day = std::chrono::sys_days(day) + std::chrono::days(1);
        LOKET_ASSIGN(hours, opening_on(rules, day, add_working_days));
        if (hours) return wib_instant(day, hours->opens / 60, hours->opens % 60);
    }
    return rejected("queue.no_hours", "the office has no opening hours on any working day of the next two months");
}

Result<Instant> next_opening(const OfficeRules& rules, Instant now, const WorkingDays& add_working_days) {
    LOKET_ASSIGN(hours, opening_on(rules, wib_date(now), add_working_days));
    if (hours && minute_of_day(now) < hours->opens) return wib_instant(wib_date(now), hours->opens / 60, hours->opens % 60);
    return next_day_open(rules, now, add_working_days);
}

}  // namespace loket::engine
