#include "workflow/reports/records.h"

#include <algorithm>
#include <set>

namespace loket::reports {
namespace {

namespace chrono = std::chrono;

bool weekend(chrono::sys_days day) {
    const chrono::weekday weekday{day};
    return weekday == chrono::Saturday || weekday == chrono::Sunday;
}

/// A working day as far as the calendar knows.
bool works(const population::WorkCalendar& calendar, chrono::sys_days day) {
    return !weekend(day) && calendar.holiday(Date{day}) == nullptr;
}

/// The working days after `from` up to and including `to`.
std::set<chrono::sys_days> days_between(const population::WorkCalendar& calendar, Date from, Date to) {
    std::set<chrono::sys_days> out;
    for (auto day = chrono::sys_days{from} + chrono::days{1}; day <= chrono::sys_days{to}; day += chrono::days{1})
        if (works(calendar, day)) out.insert(day);
    return out;
}

std::optional<int> missing_year(const population::WorkCalendar& calendar, Date from, Date to) {
    for (auto year = static_cast<int>(from.year()); year <= static_cast<int>(to.year()); ++year)
        if (!calendar.has_year(year)) return year;
    return std::nullopt;
}

}  // namespace

WorkDays work_days(const population::WorkCalendar& calendar, Date from, Date to) {
    if (!from.ok() || !to.ok() || to < from) return {};
    return {static_cast<int>(days_between(calendar, from, to).size()), missing_year(calendar, from, to)};
}

std::optional<CaseDays> case_days(const CaseRecord& record, const population::WorkCalendar& calendar, Date now) {
    if (!record.registered) return std::nullopt;
    const Date from = wib_date(*record.registered);
    const Date to = record.ready && wib_date(*record.ready) < now ? wib_date(*record.ready) : now;
    if (!from.ok() || !to.ok() || to < from) return CaseDays{};
    const auto all = days_between(calendar, from, to);
    // A set, so that pauses that overlap stop the clock once.
    std::set<chrono::sys_days> still;
    for (const auto& pause : record.pauses) {
        const Date first = std::max(wib_date(pause.from), from), last = pause.to ? std::min(wib_date(*pause.to), to) : to;
        for (const auto day : days_between(calendar, first, last))
            if (all.contains(day)) still.insert(day);
    }
    return CaseDays{static_cast<int>(all.size()), static_cast<int>(still.size()), missing_year(calendar, from, to)};
}

}  // namespace loket::reports
