#include "kiosk/app/clock_check.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace loket::app {
namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 2> kWritten{"office.db", "office.db-wal"};

/// The digits [from, from + count) as a number; -1 for what is none.
int number_in(std::string_view text, std::size_t from, std::size_t count) {
    int number = -1;
    if (text.size() < from + count || !std::ranges::all_of(text.substr(from, count), [](char c) { return c >= '0' && c <= '9'; })) return -1;
    std::from_chars(text.data() + from, text.data() + from + count, number);
    return number;
}

std::optional<Date> day_of(int year, int month, int day) {
    const Date date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(std::max(month, 0))}, std::chrono::day{static_cast<unsigned>(std::max(day, 0))}};
    return date.ok() ? std::optional(date) : std::nullopt;
}

Instant last_write(const fs::path& file) {
    std::error_code none;
    const auto at = fs::last_write_time(file, none);
    return none ? Instant{} : std::chrono::time_point_cast<Millis>(fs::file_time_type::clock::to_sys(at));
}

}  // namespace

Instant built_at(std::string_view version) {
    const auto stamp = version.substr(version.rfind('.') + 1);
    const auto day = day_of(number_in(stamp, 0, 4), number_in(stamp, 4, 2), number_in(stamp, 6, 2));
    const int hour = number_in(stamp, 8, 2), minute = number_in(stamp, 10, 2);
    if (stamp.size() != 12 || !day || hour < 0 || minute < 0) return {};
    return Instant{std::chrono::sys_days{*day}} + std::chrono::hours{hour} + std::chrono::minutes{minute};
}

Instant known_past(const fs::path& data, std::string_view version) {
    auto past = built_at(version);
    for (const auto* file : kWritten) past = std::max(past, last_write(data / file));
    return past;
}

bool clock_is_behind(Instant now, Instant past) { return now + std::chrono::hours{1} < past; }

std::optional<Instant> time_from_digits(std::string_view date, std::string_view time, Instant built) {
    const auto day = day_of(number_in(date, 4, 4), number_in(date, 2, 2), number_in(date, 0, 2));
    const int hour = number_in(time, 0, 2), minute = number_in(time, 2, 2);
    if (date.size() != 8 || time.size() != 4 || !day || hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
    const auto at = wib_instant(*day, hour, minute);
    constexpr auto kLongest = std::chrono::hours{24 * 366 * 6};  // nobody keeps a version for longer: the year was mistyped, and the office would stand still once the clock is right
    return clock_is_behind(at, built) || (built != Instant{} && at > built + kLongest) ? std::nullopt : std::optional(at);
}

Status believe_clock(const fs::path& data, Instant now) {
    for (const auto* file : kWritten) {
        if (last_write(data / file) <= now) continue;
        std::error_code failed;
        fs::last_write_time(data / file, fs::file_time_type::clock::from_sys(now), failed);
        if (failed) return internal("the time of the office's file cannot be set: " + failed.message());
    }
    return {};
}

}  // namespace loket::app
