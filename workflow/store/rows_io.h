#pragma once
// Reading rows out of statements. Each `kXxxColumns` lists columns in the order its reader takes them.

#include <algorithm>
#include <vector>

#include "workflow/store/database.h"
#include "workflow/store/rows.h"

namespace loket::store {

inline constexpr std::string_view kEventColumns =
    "SELECT seq, uid, stream, kind, at, actor, body, prev_hash, hash FROM event ";
inline constexpr std::string_view kAuditColumns =
    "SELECT seq, at, actor, action, subject, purpose, prev_hash, hash FROM audit ";
inline constexpr std::string_view kCaseColumns =
    "SELECT case_id, coalesce(resi, ''), nik, service, state, step, opened_at, promised, updated_at, closed "
    "FROM case_index ";
inline constexpr std::string_view kCardColumns = "SELECT serial, uid, nik, case_id, state, updated_at FROM card ";
inline constexpr std::string_view kResidentColumns = "SELECT nik, kk, name, record_state, doc FROM resident ";

inline Sha256 read_hash(ByteView bytes) {
    Sha256 hash{};
    std::copy_n(bytes.begin(), std::min(bytes.size(), hash.size()), hash.begin());
    return hash;
}

inline StoredEvent read_event(const Statement& row) {
    return {.seq = row.integer(0),
            .uid = row.text(1),
            .stream = row.text(2),
            .kind = row.text(3),
            .actor = row.text(5),
            .body = row.text(6),
            .at = from_millis(row.integer(4)),
            .prev_hash = read_hash(row.bytes(7)),
            .hash = read_hash(row.bytes(8))};
}

inline StoredAudit read_audit(const Statement& row) {
    return {.seq = row.integer(0),
            .actor = row.text(2),
            .action = row.text(3),
            .subject = row.text(4),
            .purpose = row.text(5),
            .at = from_millis(row.integer(1)),
            .prev_hash = read_hash(row.bytes(6)),
            .hash = read_hash(row.bytes(7))};
}

inline CaseRow read_case(const Statement& row) {
    return {.case_id = row.text(0),
            .resi = row.text(1),
            .nik = row.text(2),
            .service = row.text(3),
            .state = row.text(4),
            .step = row.text(5),
            .opened_at = from_millis(row.integer(6)),
            .promised = row.is_null(7) ? std::nullopt : std::optional(from_millis(row.integer(7))),
            .updated_at = from_millis(row.integer(8)),
            .closed = row.integer(9) != 0};
}

inline CardRow read_card(const Statement& row) {
    return {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), from_millis(row.integer(5))};
}

inline ResidentRow read_resident(const Statement& row) {
    return {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4)};
}

inline std::string sql(std::string_view columns, std::string_view rest) {
    return std::string(columns).append(rest);
}

/// Calls `use` for every row. Stops at the first failure.
template <class Use>
Status each(Result<Statement> statement, const Use& use) {
    if (!statement) return statement.error();
    for (;;) {
        LOKET_ASSIGN(row, statement->step());
        if (!row) return {};
        use(*statement);
    }
}

/// All rows, or the first row if there is one.
template <class Read>
auto read_all(Result<Statement> statement, const Read& read)
    -> Result<std::vector<decltype(read(*statement))>> {
    std::vector<decltype(read(*statement))> rows;
    LOKET_TRY(each(std::move(statement), [&](const Statement& row) { rows.push_back(read(row)); }));
    return rows;
}
template <class Read>
auto read_one(Result<Statement> statement, const Read& read)
    -> Result<std::optional<decltype(read(*statement))>> {
    if (!statement) return statement.error();
    LOKET_ASSIGN(row, statement->step());
    if (!row) return std::optional<decltype(read(*statement))>{};
    return std::optional(read(*statement));
}

/// Rows after a key in its order, some at a time, so that nobody holds a whole table in memory; `use` may read and write meanwhile and ends it
/// with an error. `select` ends in "WHERE key > ? ORDER BY key LIMIT ?".
template <class Key, class Read, class KeyOf, class Use>
Status in_pieces(Database& database, const std::string& select, std::size_t piece, Key after, const Read& read, const KeyOf& key_of, const Use& use) {
    for (;;) {
        LOKET_ASSIGN(rows, read_all(database.query(select, after, piece), read));
        for (const auto& row : rows) LOKET_TRY(use(row));
        if (rows.size() < piece) return {};
        after = key_of(rows.back());
    }
}

}  // namespace loket::store
