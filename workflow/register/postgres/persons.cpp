#include "workflow/register/postgres/persons.h"

#include <fmt/format.h>

#include "workflow/population/resident_json.h"
#include "workflow/register/postgres/connection.h"

namespace loket::centre {
namespace {

constexpr const char* kImported = "import";
constexpr double kAlikeName = 0.45;  ///< of pg_trgm: "SITI AMINAH" and "ST. AMINAH", not "SITI AMINAH" and "SITI ROHANI"

std::string day_of(Date day) { return iso_date(day); }

Connection::Values row_of(const population::Resident& one, const std::string& source, Instant now) {
    return {one.nik, one.kk, one.name, day_of(one.born), std::to_string(static_cast<int>(one.sex)), population::encode(one), source, std::to_string(to_millis(now))};
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
    LOKET_ASSIGN(rows, connection_->query("SELECT ver, doc FROM reg.person WHERE nik = $1 FOR UPDATE", {person.nik}));
    const auto ver = rows.count() == 0 ? 0 : rows.integer(0, 0);
    auto values = row_of(person, origin, now);
    if (rows.count() > 0 && rows.text(0, 1) == values[5]) return Changed{true, ver};  // the same again
    if (ver != base_ver) {
        const auto laid = connection_->query("INSERT INTO reg.stale (nik, origin, base_ver, doc, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
                                             {person.nik, origin, std::to_string(base_ver), values[5], values[7]});
        if (!laid) return laid.error();
        LOKET_TRY(work.commit());
        return Changed{false, ver};
    }
    const auto* sql = ver == 0 ? "INSERT INTO reg.person (nik, kk, name, born, sex, doc, source, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING ver"
                               : "UPDATE reg.person SET kk = $2, name = $3, born = $4, sex = $5, doc = $6, source = $7, at = $8, ver = ver + 1 WHERE nik = $1 RETURNING ver";
    LOKET_ASSIGN(now_ver, connection_->query(sql, values));
    if (now_ver.count() == 0) return Error{Fault::Gone, "somebody else makes this person known at this moment", kDatabaseGone};
    LOKET_TRY(work.commit());
    return Changed{true, now_ver.integer(0, 0)};
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

Result<std::int64_t> Persons::stale() {
    LOKET_TRY(connection_->revive());
    LOKET_ASSIGN(rows, connection_->query("SELECT count(*) FROM reg.stale WHERE settled_at IS NULL"));
    return rows.integer(0, 0);
}

Result<Persons::Loaded> Persons::load(const std::vector<population::Resident>& rows, Instant now) {
    LOKET_TRY(connection_->revive());
    Work work(*connection_);
    LOKET_TRY(work.begin());
    LOKET_TRY(connection_->script("CREATE TEMP TABLE arriving (nik text PRIMARY KEY, kk text, name text, born date, sex smallint, doc text, source text, at bigint) ON COMMIT DROP"));
    std::vector<Connection::Values> values;
    for (const auto& one : rows) values.push_back(row_of(one, kImported, now));
    LOKET_TRY(connection_->many("INSERT INTO arriving VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", values));
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
