#include "workflow/population/sixteen.h"

#include <fmt/format.h>

#include <algorithm>

namespace loket::population {
namespace {

constexpr int kLeapYear = 2000;

int number_at(std::string_view text, std::size_t from, std::size_t count) {
    int value = 0;
    for (const char c : text.substr(from, count)) value = value * 10 + (c - '0');
    return value;
}

void add(Findings& findings, Level level, std::string_view number, std::string_view rule,
         std::string_view context) {
    findings.push_back({level, fmt::format("{}.{}", number, rule), std::string(context)});
}

}  // namespace

void add_error(Findings& findings, std::string_view number, std::string_view rule, std::string_view context) {
    add(findings, Level::Error, number, rule, context);
}

void add_warning(Findings& findings, std::string_view number, std::string_view rule,
                 std::string_view context) {
    add(findings, Level::Warn, number, rule, context);
}

std::optional<Sixteen> read_sixteen(std::string_view text, std::string_view number, Findings& findings) {
    const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (text.size() != 16) add_error(findings, number, "length", "the number does not have 16 characters");
    if (!digits)
        add_error(findings, number, "not_digits", "the number holds something other than the digits 0 to 9");
    if (text.size() != 16 || !digits) return std::nullopt;
    return Sixteen{.region = text.substr(0, 6),
                   .day = number_at(text, 6, 2),
                   .month = number_at(text, 8, 2),
                   .year = number_at(text, 10, 2),
                   .serial = number_at(text, 12, 4)};
}

void check_common(const Sixteen& parts, std::string_view number, const Regions& regions, Findings& findings) {
    if (regions.find(parts.region.substr(0, 2)) == nullptr)
        add_error(findings, number, "province", "the first two digits are not a province");
    else if (regions.find(parts.region) == nullptr)
        // Districts are renumbered when they split; numbers given before keep the old code for life.
        add_warning(findings, number, "region", "the regency or district code is not in the present table");
    if (parts.month < 1 || parts.month > 12)
        add_error(findings, number, "month", "the month is not 01 to 12");
    if (parts.serial == 0) add_error(findings, number, "serial", "the serial is 0000");
}

std::optional<Date> real_date(int year, int month, int day) {
    const Date date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                    std::chrono::day{static_cast<unsigned>(day)}};
    return date.ok() ? std::optional{date} : std::nullopt;
}

bool day_can_exist(int month, int day) { return real_date(kLeapYear, month, day).has_value(); }

}  // namespace loket::population
