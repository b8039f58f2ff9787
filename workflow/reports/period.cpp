#include "workflow/reports/period.h"

#include <fmt/format.h>

#include "workflow/documents/format.h"

namespace loket::reports {
namespace {

namespace chrono = std::chrono;

Date first_of(Month month) { return month / chrono::day{1}; }
Date last_of(Month month) { return Date{month / chrono::last}; }

}  // namespace

std::vector<Month> Period::months() const {
    std::vector<Month> out;
    if (!valid()) return out;
    const Month end{last.year(), last.month()};
    for (Month at{first.year(), first.month()}; at <= end; at += chrono::months{1}) out.push_back(at);
    return out;
}

Period Semester::period() const {
    const chrono::year y{year};
    const auto from = half == 1 ? chrono::January : chrono::July;
    const auto to = half == 1 ? chrono::June : chrono::December;
    return {first_of(y / from), last_of(y / to), label()};
}

std::string Semester::label() const {
    return fmt::format("Semester {} Tahun {}", half == 1 ? "I" : "II", year);
}

Semester semester_of(Date day) {
    return {static_cast<int>(day.year()), static_cast<unsigned>(day.month()) <= 6 ? 1 : 2};
}

std::string month_name(Month month) {
    // "1 November 2026" without its day.
    return month.ok() ? documents::plain_date(first_of(month)).substr(2) : "–";
}
std::string short_month_name(Month month) {
    return month.ok() ? documents::short_date(first_of(month)).substr(2, 3) : "–";
}

Period month_period(Month month) { return {first_of(month), last_of(month), month_name(month)}; }
Period day_period(Date day) { return {day, day, documents::long_date(day)}; }

}  // namespace loket::reports
