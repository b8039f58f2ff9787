#include "workflow/register/postgres/persons.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "workflow/population/demographics.h"
#include "workflow/population/resident_json.h"
#include "workflow/register/postgres/connection.h"

namespace loket::centre {
namespace {

using nlohmann::json;

constexpr const char* kImported = "import";
constexpr double kAlikeName = 0.45;  ///< of pg_trgm: "SITI AMINAH" and "ST. AMINAH", not "SITI AMINAH" and "SITI ROHANI"

std::string day_of(Date day) { return iso_date(day); }

Connection::Values row_of(const population::Resident& one, const std::string& source, Instant now) {
    return {one.nik, one.kk, one.name, day_of(one.born), std::to_string(static_cast<int>(one.sex)), population::encode(one), source, std::to_string(to_millis(now))};
}

/// Where two documents differ, by name of the field.
std::vector<std::string> differences(const std::string& one, const std::string& other) {
    std::vector<std::string> out;
    const auto patch = json::diff(json::parse(one, nullptr, false), json::parse(other, nullptr, false));
    for (const auto& step : patch) {
        auto path = step.at("path").get<std::string>();
        if (path.starts_with('/')) path.erase(0, 1);
        std::ranges::replace(path, '/', '.');
        if (std::ranges::find(out, path) == out.end()) out.push_back(path.empty() ? "everything" : path);
    }
    return out;
}

}  // namespace

Result<std::optional<MasterPerson>> Persons::look(const std::string& nik, const std::string& who, const std::string& purpose, Instant now) {
    if (purpose.empty()) return rejected("access.purpose", "a look needs a purpose");
    LOKET_TRY(connection_->revive());
    const auto noted = connection_->query("INSERT INTO reg.access (at, who, purpose, subject) VALUES ($1, $2, $3, $4)", {std::to_string(to_millis(now)), who, purpose, nik});
    if (!noted) return noted.error();
    LOKET_ASSIGN(rows, connection_->query("SELECT doc, ver FROM reg.person WHERE nik = $1", {nik}));
    if (rows.count() == 0) return std::optional<MasterPerson>();
    LOKET_ASSIGN(resident, population::decode_resident(rows.text(0, 0)));
    return std::optional(MasterPerson{std::move(resident), rows.integer(0, 1)});
}

Result<Persons::Changed> Persons::change(const std::string& origin, const population::Resident& person, std::int64_t base_ver, Instant now) {
    LOKET_TRY(connection_->revive());
    Work work(*connection_);
    LOKET_TRY(work.begin());
    LOKET_ASSIGN(held, hold(person.nik));
    const auto values = row_of(person, origin, now);
    if (held.doc == values[5]) return Changed{true, held.ver};  // the same again
    if (held.ver != base_ver) {
        const auto laid = connection_->query("INSERT INTO reg.stale (nik, origin, base_ver, doc, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
                                             {person.nik, origin, std::to_string(base_ver), values[5], values[7]});
        if (!laid) return laid.error();
        LOKET_TRY(work.commit());
        return Changed{false, held.ver};
    }
    LOKET_ASSIGN(now_ver, put(person, origin, held, now));
    LOKET_TRY(work.commit());
    return Changed{true, now_ver};
}

Result<Persons::Changed> Persons::take(const Offer& offer, Instant now) {
    const auto& nik = offer.person.nik;
    LOKET_ASSIGN(held, hold(nik));
    if (held.ver == 0) {
        LOKET_ASSIGN(first, put(offer.person, offer.origin, held, now));
        return Changed{true, first};
    }
    LOKET_ASSIGN(present, population::decode_resident(held.doc));
    const auto digest = population::demographics_digest(present);
    if (digest == population::demographics_digest(offer.person)) return Changed{true, held.ver};
    if (digest == offer.base) {
        LOKET_ASSIGN(next, put(population::with_rest_of(offer.person, present), offer.origin, held, now));
        return Changed{true, next};
    }
    LOKET_ASSIGN(made_from, connection_->query("SELECT coalesce(max(ver), 0) FROM reg.version WHERE nik = $1 AND digest = $2", {nik, offer.base}));
    const auto laid = connection_->query("INSERT INTO reg.stale (nik, origin, base_ver, doc, at, event, case_id) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
                                         {nik, offer.origin, std::to_string(made_from.integer(0, 0)), population::encode(population::with_rest_of(offer.person, present)), std::to_string(to_millis(now)),
                                          std::to_string(offer.event), offer.case_id});
    return laid ? Result<Changed>(Changed{false, held.ver}) : Result<Changed>(laid.error());
}

Result<Persons::Held> Persons::hold(const std::string& nik) {
    LOKET_ASSIGN(rows, connection_->query("SELECT ver, doc FROM reg.person WHERE nik = $1 FOR UPDATE", {nik}));
    return rows.count() == 0 ? Held{} : Held{rows.integer(0, 0), rows.text(0, 1)};
}

/// What a version said, once it is no longer the newest.
Status Persons::remember(const population::Resident& before, std::int64_t ver) {
    const auto kept = connection_->query("INSERT INTO reg.version (nik, ver, digest) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", {before.nik, std::to_string(ver), population::demographics_digest(before)});
    return kept ? Status{} : Status{kept.error()};
}

/// The next version of a person whose row is held; inside a transaction.
Result<std::int64_t> Persons::put(const population::Resident& person, const std::string& source, const Held& before, Instant now) {
    if (before.ver > 0)
        if (const auto said = population::decode_resident(before.doc)) LOKET_TRY(remember(*said, before.ver));
    const auto* sql = before.ver == 0 ? "INSERT INTO reg.person (nik, kk, name, born, sex, doc, source, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING ver"
                               : "UPDATE reg.person SET kk = $2, name = $3, born = $4, sex = $5, doc = $6, source = $7, at = $8, ver = ver + 1 WHERE nik = $1 RETURNING ver";
    LOKET_ASSIGN(now_ver, connection_->query(sql, row_of(person, source, now)));
    if (now_ver.count() == 0) return Error{Fault::Gone, "somebody else makes this person known at this moment", kDatabaseGone};
    return now_ver.integer(0, 0);
}

Status Persons::make_known(const std::string& origin, const population::Resident& person, Instant now) {
    LOKET_TRY(connection_->revive());
    const auto done = connection_->query("INSERT INTO reg.person (nik, kk, name, born, sex, doc, source, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING", row_of(person, origin, now));
    return done ? Status{} : Status{done.error()};
}

Result<std::vector<std::string>> Persons::alike(const population::Resident& person, int most) {
    LOKET_TRY(connection_->revive());
    LOKET_ASSIGN(rows, connection_->query("SELECT nik FROM reg.person WHERE born = $1 AND sex = $2 AND nik <> $3 AND similarity(name, $4) >= $5::real ORDER BY similarity(name, $4) DESC, nik LIMIT $6",
                                          {day_of(person.born), std::to_string(static_cast<int>(person.sex)), person.nik, person.name, fmt::format("{}", kAlikeName), std::to_string(most)}));
    std::vector<std::string> out;
    for (int row = 0; row < rows.count(); ++row) out.push_back(rows.text(row, 0));
    return out;
}

Result<std::vector<Persons::Stale>> Persons::stale(const std::string& who, Instant now) {
    if (who.empty()) return rejected("access.purpose", "a look needs a name");
    LOKET_TRY(connection_->revive());
    LOKET_ASSIGN(rows, connection_->query("SELECT s.id, s.nik, s.origin, s.base_ver, coalesce(p.ver, 0), s.at, s.doc, coalesce(p.doc, '{}') FROM reg.stale s LEFT JOIN reg.person p USING (nik) "
                                          "WHERE s.settled_at IS NULL ORDER BY s.at, s.id"));
    std::vector<Stale> out;
    for (int row = 0; row < rows.count(); ++row) {
        const auto nik = rows.text(row, 1);
        const auto noted = connection_->query("INSERT INTO reg.access (at, who, purpose, subject) VALUES ($1, $2, 'stale', $3)", {std::to_string(to_millis(now)), who, nik});
        if (!noted) return noted.error();
        out.push_back({rows.integer(row, 0), nik, rows.text(row, 2), rows.integer(row, 3), rows.integer(row, 4), from_millis(rows.integer(row, 5)), differences(rows.text(row, 7), rows.text(row, 6))});
    }
    return out;
}

Result<Persons::Settled> Persons::settle(const Verdict& verdict, Instant now) {
    if (verdict.by.empty() || verdict.reason.empty()) return rejected("return.reason_missing", "a verdict needs a name and a reason");
    LOKET_TRY(connection_->revive());
    Work work(*connection_);
    LOKET_TRY(work.begin());
    const auto id = std::to_string(verdict.id), at = std::to_string(to_millis(now));
    LOKET_ASSIGN(rows, connection_->query("SELECT nik, origin, doc, case_id, event FROM reg.stale WHERE id = $1 AND settled_at IS NULL FOR UPDATE", {id}));
    if (rows.count() == 0) return rejected("stale.unknown", "no such change waits for a verdict");
    Settled out{.nik = rows.text(0, 0), .origin = rows.text(0, 1), .case_id = rows.text(0, 3), .event = rows.integer(0, 4)};
    LOKET_ASSIGN(held, hold(out.nik));
    out.ver = held.ver;
    if (out.ver != verdict.ver) return rejected("stale.moved", "the master has changed since it was looked at");
    if (verdict.take) {
        LOKET_ASSIGN(person, population::decode_resident(rows.text(0, 2)));
        LOKET_ASSIGN(ver, put(person, out.origin, held, now));
        out.ver = ver;
    }
    const auto noted = connection_->query("UPDATE reg.stale SET settled_at = $2, taken = $3, settled_by = $4, reason = $5 WHERE id = $1", {id, at, verdict.take ? "t" : "f", verdict.by, verdict.reason});
    if (!noted) return noted.error();
    LOKET_TRY(work.commit());
    return out;
}

Result<Persons::Loaded> Persons::load(const std::vector<population::Resident>& rows, Instant now) {
    LOKET_TRY(connection_->revive());
    Work work(*connection_);
    LOKET_TRY(work.begin());
    LOKET_TRY(connection_->script("CREATE TEMP TABLE arriving (nik text PRIMARY KEY, kk text, name text, born date, sex smallint, doc text, source text, at bigint) ON COMMIT DROP"));
    std::vector<Connection::Values> values;
    for (const auto& one : rows) values.push_back(row_of(one, kImported, now));
    LOKET_TRY(connection_->copy("arriving", values));
    LOKET_TRY(connection_->script("ANALYZE arriving"));  // or the planner may read all of the master for each piece
    Loaded out;
    LOKET_ASSIGN(there, connection_->query("SELECT count(*) FILTER (WHERE p.doc = a.doc), count(*) FILTER (WHERE p.doc <> a.doc AND p.source <> 'import') FROM arriving a JOIN reg.person p USING (nik)"));
    out.same = there.integer(0, 0);
    out.kept = there.integer(0, 1);
    LOKET_ASSIGN(replaced, connection_->query("UPDATE reg.person p SET kk = a.kk, name = a.name, born = a.born, sex = a.sex, doc = a.doc, at = a.at, ver = p.ver + 1 FROM arriving a "
                                              "WHERE p.nik = a.nik AND p.source = 'import' AND p.doc <> a.doc RETURNING 1"));
    out.replaced = replaced.count();
    LOKET_ASSIGN(fresh, connection_->query("INSERT INTO reg.person (nik, kk, name, born, sex, doc, source, at) SELECT nik, kk, name, born, sex, doc, source, at FROM arriving "
                                           "ON CONFLICT (nik) DO NOTHING RETURNING 1"));
    out.fresh = fresh.count();
    LOKET_TRY(work.commit());
    return out;
}

}  // namespace loket::centre
