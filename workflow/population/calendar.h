#pragma once
// Working days: Monday to Friday without the holidays of the yearly SKB 3 Menteri (DOMAIN §7).
// Holidays are read from one file a year and never computed: the government fixes the Islamic dates and moves
// days within the year.

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "devices/base/clock.h"
#include "devices/base/result.h"

namespace loket::population {

enum class HolidayKind : std::uint8_t { LiburNasional, CutiBersama, LiburDaerah };

struct Holiday {
    HolidayKind kind = HolidayKind::LiburNasional;
    std::string name;  ///< Indonesian
};

/// A day counted on from another one.
struct DueDay {
    Date day;
    /// The first year passed through that has no file: only weekends were left out there, an officer must
    /// look at the day.
    std::optional<int> year_missing;
};

/// Immutable after loading, hence safe from any thread.
class WorkCalendar {
  public:
    /// Reads every `<year>.csv` of the folder (date,kind,name). `Gone` without a folder, `Corrupt` with file
    /// and line on a bad row.
    static Result<WorkCalendar> load(const std::filesystem::path& folder);

    [[nodiscard]] bool has_year(int year) const { return years_.contains(year); }
    /// Null if the day is no holiday, or its year has no file.
    [[nodiscard]] const Holiday* holiday(Date day) const;

    /// `Rejected` "calendar.year_missing" if the year has no file, "calendar.date" if the day is not real.
    [[nodiscard]] Result<bool> is_working_day(Date day) const;
    /// The `count`-th working day after `from`, which itself does not count (the file was complete on that
    /// day); 0 gives `from`. `Rejected` as above, or "calendar.count" if `count` is not 0..kMostDays.
    [[nodiscard]] Result<Date> add_working_days(Date from, int count) const;
    /// Working days after `from` up to and including `to`; negative the other way round.
    [[nodiscard]] Result<int> working_days_between(Date from, Date to) const;
    /// Like add_working_days, but goes on through a year without a file and says so. `count` is held to
    /// 0..kMostDays.
    [[nodiscard]] DueDay due_day(Date from, int count) const;

    static constexpr int kMostDays = 1000;

  private:
    Status load_year(const std::filesystem::path& file, int year);

    std::map<std::chrono::sys_days, Holiday> holidays_;
    std::set<int> years_;
};

}  // namespace loket::population
