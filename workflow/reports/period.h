#pragma once
// The spans of time that reports are about, in WIB days.

#include <optional>
#include <string>
#include <vector>

#include "devices/base/clock.h"

namespace loket::reports {

using Month = std::chrono::year_month;

/// Both days included.
struct Period {
    Date first, last;
    std::string label;  ///< "Semester II Tahun 2025"

    [[nodiscard]] bool valid() const { return first.ok() && last.ok() && first <= last; }
    [[nodiscard]] bool contains(Date day) const { return day.ok() && first <= day && day <= last; }
    [[nodiscard]] bool contains(Instant at) const { return contains(wib_date(at)); }
    [[nodiscard]] int days() const {
        return static_cast<int>((std::chrono::sys_days{last} - std::chrono::sys_days{first}).count()) + 1;
    }
    /// Every calendar month the period touches, in order.
    [[nodiscard]] std::vector<Month> months() const;
};

/// Semester I ends on 30 June, semester II on 31 December (DOMAIN §9).
struct Semester {
    int year = 0;
    int half = 1;  ///< 1 or 2

    [[nodiscard]] bool valid() const { return year >= 1945 && year <= 9999 && (half == 1 || half == 2); }
    [[nodiscard]] Period period() const;
    [[nodiscard]] Date cut_off() const { return period().last; }
    [[nodiscard]] std::string label() const;  ///< "Semester II Tahun 2025"
    bool operator==(const Semester&) const = default;
};
Semester semester_of(Date day);

Period month_period(Month month);  ///< "November 2026"
Period day_period(Date day);       ///< "Senin, 23 November 2026"
std::string month_name(Month month);        ///< "November 2026"
std::string short_month_name(Month month);  ///< "Nov"

}  // namespace loket::reports
