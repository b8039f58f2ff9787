#include "workflow/register/postgres/numbers.h"

#include <fmt/format.h>

#include "workflow/population/kk_number.h"
#include "workflow/population/nik.h"
#include "workflow/register/postgres/connection.h"

namespace loket::centre {
namespace {

constexpr int kLastSerial = 9999, kMostLent = 100;

/// "N210106010790": what kind, and the digits before the serial.
Result<std::string> series_of(const NumberWish& wish) {
    auto number = wish.sex ? population::compose_nik(wish.district, wish.day, *wish.sex, 1) : population::compose_kk(wish.district, wish.day, 1);
    if (!number) return rejected("number.shape", "no such district or day");
    return (wish.sex ? "N" : "K") + number->substr(0, 12);
}

}  // namespace

/// The first of `count` serials that nobody has; inside a transaction. A series begins behind whoever is on record already.
Result<int> Numbers::take(const std::string& series, int count, const char* exhausted) {
    const auto digits = series.substr(1);
    const auto* on_record = series.front() == 'N' ? "SELECT max(substr(nik, 13)::int) FROM reg.person WHERE nik LIKE $1 || '%'" : "SELECT max(substr(kk, 13)::int) FROM reg.person WHERE kk LIKE $1 || '%'";
    LOKET_ASSIGN(known, connection_->query("SELECT 1 FROM reg.series WHERE series = $1", {series}));
    if (known.count() == 0) {
        LOKET_ASSIGN(highest, connection_->query(fmt::format("SELECT coalesce(({}), 0)", on_record), {digits}));
        const auto begun = connection_->query("INSERT INTO reg.series (series, last) VALUES ($1, $2) ON CONFLICT DO NOTHING", {series, std::to_string(highest.integer(0, 0))});
        if (!begun) return begun.error();
    }
    LOKET_ASSIGN(moved, connection_->query("UPDATE reg.series SET last = last + $2::int WHERE series = $1 AND last + $2::int <= $3::int RETURNING last",
                                           {series, std::to_string(count), std::to_string(kLastSerial)}));
    if (moved.count() == 0) return rejected(exhausted, "all numbers of that day and district are given");
    return static_cast<int>(moved.integer(0, 0)) - count + 1;
}

Result<std::string> Numbers::give(const std::string& origin, const NumberWish& wish, Instant now) {
    LOKET_ASSIGN(series, series_of(wish));
    LOKET_TRY(connection_->revive());
    Work work(*connection_);
    LOKET_TRY(work.begin());
    LOKET_ASSIGN(given, connection_->query("SELECT substr(number, 2) FROM reg.number WHERE origin = $1 AND reference = $2 AND slot = $3", {origin, wish.reference, wish.slot}));
    if (given.count() > 0) return given.text(0, 0);
    LOKET_ASSIGN(serial, take(series, 1, wish.sex ? "nik.serial" : "kk.serial"));
    const auto number = fmt::format("{}{:04}", series, serial);
    const auto noted = connection_->query("INSERT INTO reg.number (number, origin, reference, slot, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (origin, reference, slot) DO NOTHING RETURNING 1",
                                          {number, origin, wish.reference, wish.slot, std::to_string(to_millis(now))});
    if (!noted) return noted.error();
    if (noted->count() == 0) return Error{Fault::Gone, "the same number is being given at this moment", kDatabaseGone};  // asked again, it is there
    LOKET_TRY(work.commit());
    return number.substr(1);
}

Result<NumberBlock> Numbers::lend(const std::string& origin, const NumberWish& wish, int count, Instant now) {
    if (count < 1 || count > kMostLent) return rejected("number.count", "blocks of 1 to 100 numbers are lent");
    LOKET_ASSIGN(series, series_of(wish));
    LOKET_TRY(connection_->revive());
    Work work(*connection_);
    LOKET_TRY(work.begin());
    LOKET_ASSIGN(lent, connection_->query("SELECT substr(series, 2), first, count FROM reg.block WHERE origin = $1 AND reference = $2", {origin, wish.reference}));
    if (lent.count() > 0) return NumberBlock{lent.text(0, 0), static_cast<int>(lent.integer(0, 1)), static_cast<int>(lent.integer(0, 2))};
    LOKET_ASSIGN(first, take(series, count, wish.sex ? "nik.serial" : "kk.serial"));
    const auto noted = connection_->query("INSERT INTO reg.block (series, first, count, origin, reference, at) VALUES ($1, $2, $3, $4, $5, $6)",
                                          {series, std::to_string(first), std::to_string(count), origin, wish.reference, std::to_string(to_millis(now))});
    if (!noted) return noted.error();
    LOKET_TRY(work.commit());
    return NumberBlock{series.substr(1), first, count};
}

}  // namespace loket::centre
