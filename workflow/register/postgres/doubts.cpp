#include "workflow/register/postgres/doubts.h"

#include <algorithm>

#include "workflow/register/postgres/connection.h"

namespace loket::centre {
namespace {

constexpr const char* kDoubtColumns = "SELECT id, origin, case_id, nik, suspects, event, at FROM reg.doubt ";

template <class Array>
Array array_in(const Bytes& bytes) {
    Array out{};
    std::copy_n(bytes.begin(), std::min(bytes.size(), out.size()), out.begin());
    return out;
}

Doubt doubt_in(const Rows& rows, int row) {
    return {rows.integer(row, 0), rows.text(row, 1), rows.text(row, 2), rows.text(row, 3), rows.text(row, 4), rows.integer(row, 5), from_millis(rows.integer(row, 6))};
}

}  // namespace

Result<bool> WorkList::open_next(const OpenWork& work) {
    LOKET_TRY(connection_->revive());
    Work transaction(*connection_);
    LOKET_TRY(transaction.begin());
    LOKET_ASSIGN(rows, connection_->query("SELECT p.origin, o.key, p.digest FROM ingest.packet p JOIN ingest.origin o ON o.uuid = p.origin WHERE p.complete AND p.outcome = '' "
                                          "ORDER BY p.origin, p.digest LIMIT 1 FOR UPDATE OF p SKIP LOCKED"));
    if (rows.count() == 0) return false;
    const PacketToOpen packet{rows.text(0, 0), array_in<sync::PublicKey>(rows.bytes(0, 1)), array_in<sync::Digest>(rows.bytes(0, 2))};
    LOKET_ASSIGN(outcome, work(packet));
    const auto noted = connection_->query("UPDATE ingest.packet SET outcome = $3 WHERE origin = $1 AND digest = $2", {packet.origin, pg_bytes(packet.name), outcome});
    if (!noted) return noted.error();
    LOKET_TRY(transaction.commit());
    return true;
}

Status WorkList::doubt(const Doubt& doubt) {
    LOKET_TRY(connection_->revive());
    const auto laid = connection_->query("INSERT INTO reg.doubt (origin, case_id, event, nik, suspects, at, packet) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (origin, event, packet) DO NOTHING",
                                         {doubt.origin, doubt.case_id, std::to_string(doubt.event), doubt.nik, doubt.suspects, std::to_string(to_millis(doubt.at)), pg_bytes(doubt.packet)});
    return laid ? Status{} : Status{laid.error()};
}

Result<std::vector<Doubt>> WorkList::open_doubts(const std::string& who, Instant now) {
    LOKET_TRY(connection_->revive());
    LOKET_ASSIGN(rows, connection_->query(std::string(kDoubtColumns) + "WHERE same IS NULL ORDER BY at, id"));
    std::vector<Doubt> out;
    for (int row = 0; row < rows.count(); ++row) out.push_back(doubt_in(rows, row));
    for (const auto& one : out) {
        const auto noted = connection_->query("INSERT INTO reg.access (at, who, purpose, subject) VALUES ($1, $2, 'adjudication', $3)", {std::to_string(to_millis(now)), who, one.nik});
        if (!noted) return noted.error();
    }
    return out;
}

Result<Doubt> WorkList::judge(std::int64_t id, bool same, const std::string& who, const std::string& reason, Instant now) {
    if (reason.empty() || who.empty()) return rejected("return.reason_missing", "a verdict needs a name and a reason");
    LOKET_TRY(connection_->revive());
    Work work(*connection_);
    LOKET_TRY(work.begin());
    LOKET_ASSIGN(rows, connection_->query(std::string(kDoubtColumns) + "WHERE id = $1 AND same IS NULL FOR UPDATE", {std::to_string(id)}));
    if (rows.count() == 0) return rejected("doubt.unknown", "no such case waits for a verdict");
    auto out = doubt_in(rows, 0);
    const auto done = connection_->query("UPDATE reg.doubt SET same = $2, judged_by = $3, reason = $4, judged_at = $5 WHERE id = $1", {std::to_string(id), same ? "t" : "f", who, reason, std::to_string(to_millis(now))});
    if (!done) return done.error();
    LOKET_TRY(work.commit());
    out.same = same;
    out.judged_by = who;
    out.reason = reason;
    return out;
}

Result<std::vector<Doubt>> WorkList::untold() {
    LOKET_TRY(connection_->revive());
    LOKET_ASSIGN(rows, connection_->query("SELECT id, origin, case_id, nik, suspects, event, at, same, reason FROM reg.doubt WHERE same IS NOT NULL AND NOT told ORDER BY id"));
    std::vector<Doubt> out;
    for (int row = 0; row < rows.count(); ++row) {
        out.push_back(doubt_in(rows, row));
        out.back().same = rows.flag(row, 7);
        out.back().reason = rows.text(row, 8);
    }
    return out;
}

Status WorkList::told(std::int64_t id) {
    const auto noted = connection_->query("UPDATE reg.doubt SET told = true WHERE id = $1", {std::to_string(id)});
    return noted ? Status{} : Status{noted.error()};
}

}  // namespace loket::centre
