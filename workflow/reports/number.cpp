#include "workflow/reports/number.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace loket::reports {
namespace {

std::string group_digits(std::string digits) {
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), 1, '.');
    return digits;
}

}  // namespace

double round_half_up(double value, int places) {
    constexpr double kForgiven = 1e-9;
    const double scale = std::pow(10.0, places);
    const double nudged = std::abs(value) * (1 + kForgiven * 1e-3) + kForgiven;
    return std::copysign(std::floor(nudged * scale + 0.5) / scale, value);
}

std::string grouped(std::int64_t value) {
    const auto digits = std::to_string(value);
    return value < 0 ? "-" + group_digits(digits.substr(1)) : group_digits(digits);
}

std::string plain_decimal(double value, int places) {
    if (!std::isfinite(value)) return {};
    auto text = fmt::format("{:.{}f}", round_half_up(value, places), places);
    // "-0.00" is a zero that lost its way.
    if (text.front() == '-' && text.find_first_not_of("-0.") == std::string::npos) text.erase(0, 1);
    return text;
}

std::string decimal(double value, int places) {
    if (!std::isfinite(value)) return kDash;
    auto text = plain_decimal(value, places);
    const bool negative = text.front() == '-';
    if (negative) text.erase(0, 1);
    const auto point = text.find('.');
    const auto whole = group_digits(text.substr(0, point));
    return (negative ? "-" : "") + whole + (point == std::string::npos ? "" : "," + text.substr(point + 1));
}

std::string percent(double value, int places) {
    return std::isfinite(value) ? decimal(value, places) + " %" : kDash;
}

std::string duration(double minutes) {
    if (!std::isfinite(minutes)) return kDash;
    constexpr long kHour = 60, kDay = 24 * kHour;
    const long all = std::max(0L, std::lround(minutes));
    const long days = all / kDay, hours = all % kDay / kHour, rest = all % kHour;
    std::string out;
    const auto part = [&](long count, const char* unit) {
        if (count > 0) out += fmt::format("{}{} {}", out.empty() ? "" : " ", count, unit);
    };
    part(days, "hari");
    part(hours, "jam");
    part(rest, "menit");
    return out.empty() ? "0 menit" : out;
}

}  // namespace loket::reports
