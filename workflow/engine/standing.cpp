#include "workflow/engine/standing.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace loket::engine {
namespace {

/// Working days after `from` up to and including `to`, weekdays only through a year without a file; negative the other way round.
int working_days(Date from, Date to, const population::WorkCalendar& calendar, bool& missing) {
    if (to < from) return -working_days(to, from, calendar, missing);
    int days = 0;
    for (auto day = std::chrono::sys_days(from); day < std::chrono::sys_days(to);) {
        day += std::chrono::days(1);
        const std::chrono::weekday weekday(day);
        if (weekday == std::chrono::Saturday || weekday == std::chrono::Sunday) continue;
        missing |= !calendar.has_year(static_cast<int>(Date(day).year()));
        days += calendar.holiday(Date(day)) == nullptr ? 1 : 0;
    }
    return days;
}

/// What of a pause lies after the resi; the clock runs from there.
int days_of(const Pause& pause, Instant registered, const population::WorkCalendar& calendar, bool& missing) {
    const auto from = std::max(pause.from, registered);
    return pause.to <= from ? 0 : working_days(wib_date(from), wib_date(pause.to), calendar, missing);
}

}  // namespace

std::optional<Standing> standing(const Case& c, Instant now, const population::WorkCalendar& calendar) {
    if (!c.registered || !c.promised) return std::nullopt;
    Standing out;
    out.promised = *c.promised;
    out.stopped = c.waiting_since || c.centre_since;
    auto pauses = c.pauses;
    if (c.waiting_since) pauses.push_back({WaitsFor::Applicant, *c.waiting_since, now});
    if (c.centre_since) pauses.push_back({WaitsFor::Centre, *c.centre_since, now});
    for (const auto& pause : pauses) {
        const int days = days_of(pause, *c.registered, calendar, out.calendar_missing);
        (pause.whom == WaitsFor::Applicant ? out.days_for_applicant : out.days_for_centre) += days;
    }
    const auto due = calendar.due_day(*c.promised, out.days_for_applicant + out.days_for_centre);
    out.due = due.day;
    out.calendar_missing |= due.year_missing.has_value();
    out.days_left = working_days(wib_date(now), out.due, calendar, out.calendar_missing);
    return out;
}

void float_up(std::vector<std::shared_ptr<const Case>>& cases, Instant now, const population::WorkCalendar& calendar) {
    using Key = std::tuple<bool, int, Instant, std::string>;
    std::vector<std::pair<Key, std::shared_ptr<const Case>>> ranked;
    for (auto& c : cases) {
        const auto at = standing(*c, now, calendar);
        const bool waits = !at || (at->stopped && !at->is_late());
        ranked.emplace_back(Key{waits, at ? at->days_left : std::numeric_limits<int>::max(), c->opened, c->id}, std::move(c));
    }
    std::ranges::sort(ranked, {}, [](const auto& item) -> const Key& { return item.first; });
    std::ranges::transform(ranked, cases.begin(), [](auto& item) { return std::move(item.second); });
}

std::vector<std::string> below_minimum(const Office& office, const OfficeRules& rules) {
    std::vector<std::string> low;
    for (const auto& [kind, wanted] : rules.minimum_stock) {
        const bool blanks = kind == kKtpPrefix || kind == kKiaPrefix;
        const auto supply = office.house.supplies.find(kind);
        const int there = blanks ? static_cast<int>(office.stock_of(kind).free.size()) : supply == office.house.supplies.end() ? 0 : supply->second;
        if (there < wanted) low.push_back(kind);
    }
    return low;
}

}  // namespace loket::engine
