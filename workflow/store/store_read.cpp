#include "workflow/store/rows_io.h"
#include "workflow/store/store.h"

namespace loket::store {

Result<std::vector<StoredEvent>> Store::events(std::int64_t from_seq, std::int64_t limit) {
    return read_all(
        database_->query(sql(kEventColumns, "WHERE seq >= ? ORDER BY seq LIMIT ?"), from_seq, limit),
        read_event);
}
Result<std::vector<StoredEvent>> Store::events(std::string_view stream) {
    return read_all(database_->query(sql(kEventColumns, "WHERE stream = ? ORDER BY seq"), stream),
                    read_event);
}
Result<std::vector<StoredAudit>> Store::audits(std::int64_t from_seq, std::int64_t limit) {
    return read_all(
        database_->query(sql(kAuditColumns, "WHERE seq >= ? ORDER BY seq LIMIT ?"), from_seq, limit),
        read_audit);
}
Result<std::vector<StoredAudit>> Store::audits(std::string_view subject) {
    return read_all(database_->query(sql(kAuditColumns, "WHERE subject = ? ORDER BY seq"), subject),
                    read_audit);
}
Result<std::vector<StoredAudit>> Store::latest_audits(std::string_view subject, std::int64_t limit) {
    std::vector<StoredAudit> lines;
    if (follows_) {  // what a station wrote down by itself counts, too: wrong PINs above all
        LOKET_ASSIGN(kept, aside());
        for (auto entry = kept.rbegin(); entry != kept.rend(); ++entry)
            for (const auto& line : entry->batch.audits())
                if (line.subject == subject && static_cast<std::int64_t>(lines.size()) < limit)
                    lines.push_back({.seq = heads_.audit.seq, .actor = line.actor, .action = line.action, .subject = line.subject, .purpose = line.purpose, .at = line.at});
        limit -= static_cast<std::int64_t>(lines.size());
    }
    LOKET_ASSIGN(stored, read_all(database_->query(sql(kAuditColumns, "WHERE subject = ? ORDER BY seq DESC LIMIT ?"), subject, limit), read_audit));
    lines.insert(lines.end(), stored.begin(), stored.end());
    return lines;
}

Result<std::optional<Blob>> Store::blob(const Sha256& digest) {
    return read_one(database_->query("SELECT kind, content FROM blob WHERE digest = ?", ByteView{digest}),
                    [](const Statement& row) {
                        const auto content = row.bytes(1);
                        return Blob{row.text(0), Bytes(content.begin(), content.end())};
                    });
}
Result<BlobState> Store::blob_state(const Sha256& digest) {
    LOKET_ASSIGN(kept, read_one(database_->query("SELECT 1 FROM blob WHERE digest = ?", ByteView{digest}), [](const Statement&) { return true; }));
    if (kept) return BlobState::Kept;
    LOKET_ASSIGN(record, read_one(database_->query("SELECT 1 FROM audit WHERE subject = ? AND action = ? LIMIT 1", to_hex(digest), kErased), [](const Statement&) { return true; }));
    return record ? BlobState::Erased : BlobState::Missing;
}
Result<std::optional<std::string>> Store::meta(std::string_view key) {
    return read_one(database_->query("SELECT value FROM meta WHERE key = ?", key),
                    [](const Statement& row) { return row.text(0); });
}

Result<Counts> Store::counts() {
    constexpr std::string_view kCounts =
        "SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM audit), (SELECT count(*) FROM blob),"
        " (SELECT count(*) FROM case_index), (SELECT count(*) FROM case_index WHERE closed = 0),"
        " (SELECT count(*) FROM resident), (SELECT count(*) FROM family), (SELECT count(*) FROM officer)";
    LOKET_ASSIGN(counts, read_one(database_->query(kCounts), [](const Statement& row) {
                     return Counts{row.integer(0), row.integer(1), row.integer(2), row.integer(3),
                                   row.integer(4), row.integer(5), row.integer(6), row.integer(7)};
                 }));
    return counts.value_or(Counts{});
}

Result<std::optional<CaseRow>> Store::case_by_id(std::string_view case_id) {
    return read_one(database_->query(sql(kCaseColumns, "WHERE case_id = ?"), case_id), read_case);
}
Result<std::optional<CaseRow>> Store::case_by_resi(std::string_view resi) {
    return read_one(database_->query(sql(kCaseColumns, "WHERE resi = ?"), resi), read_case);
}
Result<std::vector<CaseRow>> Store::cases_of(std::string_view nik) {
    return read_all(database_->query(sql(kCaseColumns, "WHERE nik = ? ORDER BY opened_at, case_id"), nik),
                    read_case);
}
Result<std::vector<CaseRow>> Store::open_cases() {
    return read_all(database_->query(sql(kCaseColumns, "WHERE closed = 0 ORDER BY opened_at, case_id")),
                    read_case);
}

Result<std::optional<CardRow>> Store::card(std::string_view serial) {
    return read_one(database_->query(sql(kCardColumns, "WHERE serial = ?"), serial), read_card);
}
Result<std::vector<CardRow>> Store::cards_of(std::string_view nik) {
    return read_all(database_->query(sql(kCardColumns, "WHERE nik = ? ORDER BY updated_at, serial"), nik), read_card);
}
Status Store::each_card(const std::function<Status(const CardRow&)>& take) {
    return in_pieces(*database_, sql(kCardColumns, "WHERE serial > ? ORDER BY serial LIMIT ?"), 500, std::string(), read_card, [](const CardRow& row) { return row.serial; }, take);
}

Result<std::optional<ResidentRow>> Store::resident(std::string_view nik) {
    return read_one(database_->query(sql(kResidentColumns, "WHERE nik = ?"), nik), read_resident);
}
Status Store::each_resident(const std::function<Status(const ResidentRow&)>& take) {
    return in_pieces(*database_, sql(kResidentColumns, "WHERE nik > ? ORDER BY nik LIMIT ?"), 500, std::string(), read_resident, [](const ResidentRow& row) { return row.nik; }, take);
}

Result<std::vector<ResidentRow>> Store::residents_by_kk(std::string_view kk) {
    return read_all(database_->query(sql(kResidentColumns, "WHERE kk = ? ORDER BY id"), kk), read_resident);
}

Result<std::vector<ResidentRow>> Store::search_residents(std::string_view words, std::int64_t limit) {
    const auto named = home_->named(words);
    if (named.value.empty()) return std::vector<ResidentRow>{};
    return read_all(database_->query(sql(kResidentColumns, "WHERE " + named.sql + " ORDER BY name, nik LIMIT ?"), named.value, limit), read_resident);
}

Result<std::optional<FamilyRow>> Store::family(std::string_view kk) {
    return read_one(database_->query("SELECT kk, head_nik, doc FROM family WHERE kk = ?", kk),
                    [](const Statement& row) {
                        return FamilyRow{row.text(0), row.text(1), row.text(2)};
                    });
}

namespace {
OfficerRow read_officer(const Statement& row) { return {row.text(0), row.text(1)}; }
}  // namespace

Result<std::optional<OfficerRow>> Store::officer(std::string_view id) {
    return read_one(database_->query("SELECT id, doc FROM officer WHERE id = ?", id), read_officer);
}
Result<std::vector<OfficerRow>> Store::officers() {
    return read_all(database_->query("SELECT id, doc FROM officer ORDER BY id"), read_officer);
}

}  // namespace loket::store
