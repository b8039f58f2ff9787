#include "workflow/register/postgres/numbers.h"

#include <fmt/format.h>

#include "workflow/population/kk_number.h"
#include "workflow/population/nik.h"
#include "workflow/register/postgres/connection.h"
#include "workflow/sync/codes.h"
#include "workflow/sync/wire/calls.h"

namespace loket::centre {
namespace {

constexpr int kMostLent = 100;
constexpr const char* kNoRoom = "number.blocks";

/// "N210106010790": what kind, and the digits before the serial.
Result<std::string> series_of(const NumberWish& wish) {
    auto number = wish.sex ? population::compose_nik(wish.district, wish.day, *wish.sex, 1) : population::compose_kk(wish.district, wish.day, 1);
    if (!number) return rejected("number.shape", "no such district or day");
    return (wish.sex ? "N" : "K") + number->substr(0, 12);
}

std::string serial_text(int serial) { return fmt::format("{:04}", serial); }

}  // namespace

std::optional<std::int64_t> epoch_of(const sync::wire::NumberAsk& ask) { return sync::wire::read_count(ask.slot); }

/// Above it, serials of the district are lent. Holds the district until the transaction ends.
Result<int> Numbers::floor_of(const std::string& district) {
    const auto there = connection_->query("INSERT INTO reg.district (district) VALUES ($1) ON CONFLICT DO NOTHING", {district});
    if (!there) return there.error();
    LOKET_ASSIGN(rows, connection_->query("SELECT floor FROM reg.district WHERE district = $1 FOR UPDATE", {district}));
    return static_cast<int>(rows.integer(0, 0));
}

/// The next serial that nobody has; inside a transaction. A series begins behind whoever is on record already, those from blocks aside.
Result<int> Numbers::take(const std::string& series, const char* exhausted) {
    const auto digits = series.substr(1);
    LOKET_ASSIGN(floor, floor_of(digits.substr(0, 6)));
    LOKET_ASSIGN(known, connection_->query("SELECT 1 FROM reg.series WHERE series = $1", {series}));
    if (known.count() == 0) {
        const auto* column = series.front() == 'N' ? "nik" : "kk";
        const auto on_record = fmt::format("SELECT coalesce(max(substr({0}, 13)::int), 0) FROM reg.person WHERE {0} LIKE $1 || '%' AND substr({0}, 1, 6) = $2 AND substr({0}, 13) < $3", column);
        LOKET_ASSIGN(highest, connection_->query(on_record, {digits, digits.substr(0, 6), serial_text(floor)}));
        const auto begun = connection_->query("INSERT INTO reg.series (series, last) VALUES ($1, $2) ON CONFLICT DO NOTHING", {series, std::to_string(highest.integer(0, 0))});
        if (!begun) return begun.error();
    }
    LOKET_ASSIGN(moved, connection_->query("UPDATE reg.series SET last = last + 1 WHERE series = $1 AND last + 1 < $2::int RETURNING last", {series, std::to_string(floor)}));
    if (moved.count() == 0) return rejected(exhausted, "all numbers of that day and district are given");
    return static_cast<int>(moved.integer(0, 0));
}

Result<std::string> Numbers::give(const std::string& origin, const NumberWish& wish, Instant now) {
    LOKET_ASSIGN(series, series_of(wish));
    LOKET_TRY(connection_->revive());
    Work work(*connection_);
    LOKET_TRY(work.begin());
    LOKET_ASSIGN(given, connection_->query("SELECT substr(number, 2) FROM reg.number WHERE origin = $1 AND reference = $2 AND slot = $3 AND left(number, 13) = $4", {origin, wish.reference, wish.slot, series}));
    if (given.count() > 0) return given.text(0, 0);
    LOKET_ASSIGN(serial, take(series, wish.sex ? "nik.serial" : "kk.serial"));
    const auto number = series + serial_text(serial);
    const auto noted = connection_->query("INSERT INTO reg.number (number, origin, reference, slot, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (origin, reference, slot, left(number, 13)) DO NOTHING RETURNING 1",
                                          {number, origin, wish.reference, wish.slot, std::to_string(to_millis(now))});
    if (!noted) return noted.error();
    if (noted->count() == 0) return Error{Fault::Gone, "the same number is being given at this moment", kDatabaseGone};  // asked again, it is there
    LOKET_TRY(work.commit());
    return number.substr(1);
}

/// The lowest of these serials that somebody of the district has on any day.
Result<std::optional<int>> Numbers::lowest_on_record(const std::string& district, int first, int last) {
    std::optional<int> lowest;
    for (const auto* column : {"nik", "kk"}) {
        LOKET_ASSIGN(rows, connection_->query(fmt::format("SELECT min(substr({0}, 13)) FROM reg.person WHERE substr({0}, 1, 6) = $1 AND substr({0}, 13) BETWEEN $2 AND $3", column),
                                              {district, serial_text(first), serial_text(last)}));
        const auto found = rows.text(0, 0);
        if (!found.empty()) lowest = std::min(lowest.value_or(last), std::atoi(found.c_str()));
    }
    return lowest;
}

/// The first of `count` serials below the floor that nobody has on any day.
Result<int> Numbers::free_below(const std::string& district, int floor, int count) {
    constexpr int kTries = 50;
    LOKET_ASSIGN(reached, connection_->query("SELECT coalesce(max(last), 0) FROM reg.series WHERE substr(series, 2, 6) = $1", {district}));
    int end = floor;
    for (int tries = 0; tries < kTries && end - count > static_cast<int>(reached.integer(0, 0)); ++tries) {
        LOKET_ASSIGN(taken, lowest_on_record(district, end - count, end - 1));
        if (!taken) return end - count;
        end = *taken;
    }
    return rejected(kNoRoom, "no serials of that district are left to lend");
}

Result<sync::NumberBlock> Numbers::lend(const std::string& origin, const sync::NumberBlock& wish, Instant now) {
    if (wish.count < 1 || wish.count > kMostLent) return rejected("number.count", "blocks of 1 to 100 numbers are lent");
    if (!population::compose_kk(wish.district, wib_date(now), 1)) return rejected("number.shape", "no such district");
    LOKET_TRY(connection_->revive());
    Work work(*connection_);
    LOKET_TRY(work.begin());
    LOKET_ASSIGN(floor, floor_of(wish.district));
    auto block = wish;
    LOKET_ASSIGN(lent, connection_->query("SELECT first, count, district FROM reg.block WHERE origin = $1 AND epoch = $2 AND reference = $3", {origin, std::to_string(wish.epoch), wish.reference}));
    if (lent.count() > 0) {
        block.first = lent.integer(0, 0), block.count = lent.integer(0, 1), block.district = lent.text(0, 2);
        return block;
    }
    LOKET_ASSIGN(first, free_below(wish.district, floor, static_cast<int>(wish.count)));
    block.first = first;
    const auto noted = connection_->query("INSERT INTO reg.block (district, first, count, origin, epoch, reference, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                                          {block.district, std::to_string(block.first), std::to_string(block.count), origin, std::to_string(block.epoch), block.reference, std::to_string(to_millis(now))});
    if (!noted) return noted.error();
    const auto lowered = connection_->query("UPDATE reg.district SET floor = $2 WHERE district = $1", {block.district, std::to_string(block.first)});
    if (!lowered) return lowered.error();
    LOKET_TRY(work.commit());
    return block;
}

/// An office that is held back, or whose disk was replaced, gets no numbers: two disks might give them to two people.
Status Numbers::may_ask(const std::string& origin, const sync::wire::NumberAsk& ask) {
    LOKET_TRY(connection_->revive());
    LOKET_ASSIGN(rows, connection_->query("SELECT epoch, quarantined FROM ingest.origin WHERE uuid = $1", {origin}));
    if (rows.count() == 0) return rejected(sync::kUnknownOrigin, "an office that was not admitted");
    if (rows.flag(0, 1)) return rejected(sync::kQuarantined, "no numbers for an office that is held back");
    const auto epoch = ask.count == 0 ? std::nullopt : epoch_of(ask);
    if (ask.count > 0 && (!epoch || *epoch < rows.integer(0, 0))) return rejected(sync::kOldEpoch, "a block for an epoch that is over");
    return {};
}

Result<sync::wire::NumberGiven> Numbers::answer(const std::string& origin, const sync::wire::NumberAsk& ask, const sync::SigningKey& key, Instant now) {
    LOKET_TRY(may_ask(origin, ask));
    if (ask.count > 0) {
        LOKET_ASSIGN(block, lend(origin, {ask.reference, ask.district, *epoch_of(ask), 0, ask.count}, now));
        const auto signature = sync::sign_block(key, origin, block);
        return sync::wire::NumberGiven{block.district, block.first, block.count, Bytes(signature.begin(), signature.end())};
    }
    const auto day = parse_iso_date(ask.day);
    if (!day) return rejected("number.shape", "no such day");
    LOKET_ASSIGN(number, give(origin, {ask.reference, ask.slot, ask.district, *day, ask.sex == 0 ? std::nullopt : std::optional(static_cast<population::Sex>(ask.sex))}, now));
    return sync::wire::NumberGiven{number};
}

}  // namespace loket::centre
