#include "workflow/population/calendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "workflow/population/csv.h"

namespace loket::population {
namespace {

namespace chrono = std::chrono;

constexpr const char* kKinds[] = {"libur_nasional", "cuti_bersama", "libur_daerah"};

std::optional<HolidayKind> parse_kind(std::string_view text) {
    const auto* found = std::find(std::begin(kKinds), std::end(kKinds), text);
    if (found == std::end(kKinds)) return std::nullopt;
    return static_cast<HolidayKind>(found - std::begin(kKinds));
}

/// The year a file is named after; nothing for other files of the folder.
std::optional<int> year_of_file(const std::filesystem::path& file) {
    const auto stem = file.stem().string();
    int year = 0;
    const auto parsed = std::from_chars(stem.data(), stem.data() + stem.size(), year);
    const bool is_year =
        parsed.ec == std::errc{} && parsed.ptr == stem.data() + stem.size() && stem.size() == 4;
    return is_year && file.extension() == ".csv" ? std::optional{year} : std::nullopt;
}

bool is_weekend(chrono::sys_days day) {
    const chrono::weekday weekday{day};
    return weekday == chrono::Saturday || weekday == chrono::Sunday;
}

int year_of(chrono::sys_days day) { return static_cast<int>(Date{day}.year()); }

Error year_missing(int year) {
    return rejected("calendar.year_missing", fmt::format("there is no holiday file for {}", year));
}

}  // namespace

Result<WorkCalendar> WorkCalendar::load(const std::filesystem::path& folder) {
    WorkCalendar calendar;
    std::error_code failed;
    std::filesystem::directory_iterator files(folder, failed);
    if (failed) return Error{Fault::Gone, fmt::format("no holiday folder {}", folder.string())};
    for (const auto& file : files)
        if (const auto year = year_of_file(file.path())) LOKET_TRY(calendar.load_year(file.path(), *year));
    return calendar;
}

Status WorkCalendar::load_year(const std::filesystem::path& file, int year) {
    LOKET_TRY(read_csv(file, "date,kind,name", [&](const CsvRow& row) -> Status {
        const auto day = parse_iso_date(row.cells[0]);
        const auto kind = parse_kind(row.cells[1]);
        if (!day || static_cast<int>(day->year()) != year)
            return corrupt("the date is not a day of the year of the file");
        if (!kind) return corrupt("the kind is not libur_nasional, cuti_bersama or libur_daerah");
        if (!holidays_.try_emplace(chrono::sys_days{*day}, Holiday{*kind, std::string(row.cells[2])}).second)
            return corrupt("the day is there twice");
        return {};
    }));
    years_.insert(year);
    return {};
}

const Holiday* WorkCalendar::holiday(Date day) const {
    const auto found = day.ok() ? holidays_.find(chrono::sys_days{day}) : holidays_.end();
    return found == holidays_.end() ? nullptr : &found->second;
}

Result<bool> WorkCalendar::is_working_day(Date day) const {
    if (!day.ok()) return rejected("calendar.date", "the day does not exist");
    const auto year = static_cast<int>(day.year());
    if (!has_year(year)) return year_missing(year);
    return !is_weekend(chrono::sys_days{day}) && holiday(day) == nullptr;
}

Result<Date> WorkCalendar::add_working_days(Date from, int count) const {
    if (!from.ok()) return rejected("calendar.date", "the day does not exist");
    if (count < 0 || count > kMostDays)
        return rejected("calendar.count", "the number of working days is out of range");
    const auto due = due_day(from, count);
    if (due.year_missing) return year_missing(*due.year_missing);
    return due.day;
}

Result<int> WorkCalendar::working_days_between(Date from, Date to) const {
    if (!from.ok() || !to.ok()) return rejected("calendar.date", "the day does not exist");
    if (to < from) {
        LOKET_ASSIGN(forward, working_days_between(to, from));
        return -forward;
    }
    int count = 0;
    for (auto day = chrono::sys_days{from} + chrono::days{1}; day <= chrono::sys_days{to};
         day += chrono::days{1}) {
        LOKET_ASSIGN(working, is_working_day(Date{day}));
        count += working ? 1 : 0;
    }
    return count;
}

DueDay WorkCalendar::due_day(Date from, int count) const {
    DueDay due{.day = from, .year_missing = {}};
    auto day = chrono::sys_days{from};
    for (int left = std::clamp(count, 0, kMostDays); left > 0;) {
        day += chrono::days{1};
        if (!due.year_missing && !has_year(year_of(day))) due.year_missing = year_of(day);
        if (!is_weekend(day) && !holidays_.contains(day)) --left;
    }
    due.day = Date{day};
    return due;
}

}  // namespace loket::population
