#pragma once
// Time: instants are stored in UTC milliseconds, people see WIB (UTC+7, no daylight saving). The clock is injected.

#include <atomic>
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace loket {

/// UTC, milliseconds since 1970-01-01.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using Millis = std::chrono::milliseconds;

inline std::int64_t to_millis(Instant at) { return at.time_since_epoch().count(); }
inline Instant from_millis(std::int64_t millis) { return Instant{Millis{millis}}; }

/// A calendar day. Ordered; `{}` is not a valid day.
using Date = std::chrono::year_month_day;

/// Waktu Indonesia Barat, the time zone of Kabupaten Bintan (DOMAIN §1).
inline constexpr std::chrono::hours kWib{7};

/// The WIB calendar day of an instant.
Date wib_date(Instant at);
/// The instant of a WIB wall-clock time.
Instant wib_instant(Date day, int hour = 0, int minute = 0, int second = 0);
/// Wall-clock fields in WIB.
struct WallTime {
    Date date;
    int hour = 0, minute = 0, second = 0;
};
WallTime wib_time(Instant at);

/// `2026-11-23` (ISO 8601), for storage.
std::string iso_date(Date day);
/// `2026-11-23T00:15:02.120Z` (ISO 8601, UTC), for journals.
std::string iso_instant(Instant at);
/// `23-11-2026`, the way Indonesian documents write a date.
std::string dmy_date(Date day);
/// Nothing unless the text is a real day in the form YYYY-MM-DD.
std::optional<Date> parse_iso_date(std::string_view text);
/// Completed years of age on `on` of a person born on `born`.
int age_on(Date born, Date on);

/// Source of time. Implementations are safe to call from any thread.
class Clock {
  public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock {
  public:
    [[nodiscard]] Instant now() const override;
};

/// A clock that moves only when told to: simulations and tests.
class ManualClock final : public Clock {
  public:
    explicit ManualClock(Instant start) : millis_(to_millis(start)) {}
    [[nodiscard]] Instant now() const override { return from_millis(millis_.load()); }
    void set(Instant at) { millis_ = to_millis(at); }
    void advance(Millis by) { millis_ += by.count(); }

  private:
    std::atomic<std::int64_t> millis_;
};

}  // namespace loket
