#include "workflow/store/writing.h"

#include "workflow/store/failure.h"
#include "workflow/store/rows_io.h"

namespace loket::store {
namespace {

std::optional<std::int64_t> millis(const std::optional<Instant>& at) {
    return at ? std::optional(to_millis(*at)) : std::nullopt;
}

Status insert_blob(Database& database, const Batch::AddressedBlob& entry) {
    return database.run(
        "INSERT INTO blob (digest, kind, content) VALUES (?, ?, ?) ON CONFLICT (digest) DO NOTHING",
        ByteView{entry.digest}, entry.blob.kind, ByteView{entry.blob.content});
}

Status upsert(Database& database, const CaseRow& row) {
    return database.run(
        "INSERT INTO case_index (case_id, resi, nik, service, state, step, opened_at, promised, updated_at, "
        "closed)"
        " VALUES (?, nullif(?, ''), ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (case_id) DO UPDATE SET resi = excluded.resi, nik = excluded.nik, service = "
        "excluded.service,"
        " state = excluded.state, step = excluded.step, opened_at = excluded.opened_at, promised = "
        "excluded.promised,"
        " updated_at = excluded.updated_at, closed = excluded.closed",
        row.case_id, row.resi, row.nik, row.service, row.state, row.step, to_millis(row.opened_at),
        millis(row.promised), to_millis(row.updated_at), row.closed);
}

Status upsert(Database& database, const CardRow& row) {
    return database.run(
        "INSERT INTO card (serial, uid, nik, case_id, state, updated_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (serial) DO UPDATE SET"
        " uid = excluded.uid, nik = excluded.nik, case_id = excluded.case_id, state = excluded.state, updated_at = excluded.updated_at",
        row.serial, row.uid, row.nik, row.case_id, row.state, to_millis(row.updated_at));
}

Status upsert(Database& database, const OfficerRow& row) {
    return database.run(
        "INSERT INTO officer (id, doc) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET doc = excluded.doc",
        row.id, row.doc);
}

template <class Row>
Status upsert_all(Database& database, const std::vector<Row>& rows) {
    for (const auto& row : rows) LOKET_TRY(upsert(database, row));
    return {};
}

}  // namespace

Status insert_event(Database& database, const StoredEvent& event) {
    return database.run(
        "INSERT INTO event (seq, uid, stream, kind, at, actor, body, prev_hash, hash) VALUES (?, ?, ?, ?, ?, "
        "?, ?, ?, ?)",
        event.seq, event.uid, event.stream, event.kind, to_millis(event.at), event.actor, event.body,
        ByteView{event.prev_hash}, ByteView{event.hash});
}

Status insert_audit(Database& database, const StoredAudit& line) {
    return database.run(
        "INSERT INTO audit (seq, at, actor, action, subject, purpose, prev_hash, hash) VALUES (?, ?, ?, ?, "
        "?, ?, ?, ?)",
        line.seq, to_millis(line.at), line.actor, line.action, line.subject, line.purpose,
        ByteView{line.prev_hash}, ByteView{line.hash});
}

Status upsert(Database& database, const ResidentRow& row) {
    return database.run(
        "INSERT INTO resident (nik, kk, name, record_state, doc) VALUES (?, ?, ?, ?, ?) ON CONFLICT (nik) DO "
        "UPDATE SET"
        " kk = excluded.kk, name = excluded.name, record_state = excluded.record_state, doc = excluded.doc",
        row.nik, row.kk, row.name, row.record_state, row.doc);
}

Status upsert(Database& database, const FamilyRow& row) {
    return database.run(
        "INSERT INTO family (kk, head_nik, doc) VALUES (?, ?, ?) ON CONFLICT (kk) DO UPDATE SET"
        " head_nik = excluded.head_nik, doc = excluded.doc",
        row.kk, row.head_nik, row.doc);
}

Result<bool> delete_blob(Database& database, const Sha256& digest) {
    LOKET_ASSIGN(gone, read_all(database.query("DELETE FROM blob WHERE digest = ? RETURNING 1", ByteView{digest}), [](const Statement&) { return true; }));
    return !gone.empty();
}

Status write_rows(Database& database, const Batch& batch) {
    for (const auto& entry : batch.blobs())
        if (!entry.blob.content.empty()) LOKET_TRY(insert_blob(database, entry));
    LOKET_TRY(upsert_all(database, batch.cases()));
    LOKET_TRY(upsert_all(database, batch.cards()));
    LOKET_TRY(upsert_all(database, batch.residents()));
    LOKET_TRY(upsert_all(database, batch.families()));
    LOKET_TRY(upsert_all(database, batch.officers()));
    for (const auto& [key, value] : batch.meta()) {
        if (key.starts_with("store.")) return rejected(kConflict, "the key " + key + " belongs to the store");
        LOKET_TRY(write_meta(database, key, value));
    }
    return {};
}

Status write_meta(Database& database, std::string_view key, std::string_view value) {
    return database.run(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        key, value);
}

Status write_head(Database& database, std::string_view chain, const ChainHead& head) {
    return database.run(
        "INSERT INTO chain (name, seq, hash) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET seq = "
        "excluded.seq, hash = excluded.hash",
        chain, head.seq, ByteView{head.hash});
}

}  // namespace loket::store
