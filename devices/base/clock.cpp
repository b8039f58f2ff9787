#include "devices/base/clock.h"

#include <fmt/format.h>

#include <charconv>

namespace loket {

namespace chrono = std::chrono;

WallTime wib_time(Instant at) {
    const auto local = at + kWib;
    const auto day = chrono::floor<chrono::days>(local);
    const chrono::hh_mm_ss time{chrono::floor<chrono::seconds>(local - day)};
    return {Date{day}, static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
            static_cast<int>(time.seconds().count())};
}

Date wib_date(Instant at) { return Date{chrono::floor<chrono::days>(at + kWib)}; }

Instant wib_instant(Date day, int hour, int minute, int second) {
    return chrono::sys_days{day} + chrono::hours{hour} + chrono::minutes{minute} + chrono::seconds{second} - kWib;
}

std::string iso_date(Date day) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

std::string dmy_date(Date day) {
    return fmt::format("{:02}-{:02}-{:04}", static_cast<unsigned>(day.day()), static_cast<unsigned>(day.month()),
                       static_cast<int>(day.year()));
}

std::string iso_instant(Instant at) {
    const auto day = chrono::floor<chrono::days>(at);
    const chrono::hh_mm_ss time{at - day};
    return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", iso_date(Date{day}), time.hours().count(), time.minutes().count(),
                       time.seconds().count(), time.subseconds().count());
}

std::optional<Date> parse_iso_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto number = [&](std::size_t from, std::size_t count) {
        int value = -1;
        const auto* end = text.data() + from + count;
        const auto parsed = std::from_chars(text.data() + from, end, value);
        return parsed.ec == std::errc{} && parsed.ptr == end && value >= 0 ? value : -1;
    };
    const int year = number(0, 4);
    const int month = number(5, 2);
    const int day = number(8, 2);
    if (year < 0 || month < 0 || day < 0) return std::nullopt;
    const Date date{chrono::year{year}, chrono::month{static_cast<unsigned>(month)}, chrono::day{static_cast<unsigned>(day)}};
    return date.ok() ? std::optional{date} : std::nullopt;
}

int age_on(Date born, Date on) {
    const int years = static_cast<int>(on.year()) - static_cast<int>(born.year());
    const bool before_birthday = on.month() < born.month() || (on.month() == born.month() && on.day() < born.day());
    return before_birthday ? years - 1 : years;
}

Instant SystemClock::now() const { return chrono::floor<Millis>(chrono::system_clock::now()); }

}  // namespace loket
